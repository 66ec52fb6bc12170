using Stevedore.Aws;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>What policies have to allow for a plan: pure, and the same from run to run.</summary>
public sealed class ListingPermissions
{
    private static readonly IRegistry[] Kinds =
    [
        new EcrRegistry(new AwsClients(), new()),
        new EcrPublicRegistry(new AwsClients(), new()),
        new DockerHubRegistry(null!),
        new PlainRegistry(null!),
    ];

    private static readonly Lazy<string?> Region = new("eu-west-1");

    private const string Everywhere = """
        {
          "images": {
            "web": { "secrets": { "npmrc": "secretsManager:npm:token", "key": "parameterStore:/shop/key", "env": "env:NPM_TOKEN" } }
          },
          "registries": {
            "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" },
            "other": { "type": "ecr", "region": "cn-north-1", "role": "arn:aws-cn:iam::210987654321:role/push", "createRepositories": false },
            "public": { "type": "ecr-public", "alias": "acme" },
            "hub": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "dockerhub", "role": "arn:aws:iam::111122223333:role/read" } }
          }
        }
        """;

    [Fact]
    public void ListsThemOfEveryStep() =>
        Golden.Equal(
            "permissions.txt",
            Text(new(Everywhere) { Dockerfiles = { ["web"] = "FROM 123456789012.dkr.ecr.eu-central-1.amazonaws.com/base:1\n" } })
        );

    [Fact]
    public void ListsNoneWithoutAws() =>
        Assert.Empty(
            Text(
                new("""{ "images": { "web": {} }, "registries": { "lan": { "type": "registry", "host": "127.0.0.1:5000" } } }""")
                {
                    Dockerfiles = { ["web"] = "FROM scratch\n" },
                }
            )
        );

    [Fact]
    public void SaysWhatCannotBeTried()
    {
        var plan = new PlanCase(
            """{ "images": { "web": {} }, "registries": { "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" } } }"""
        )
        {
            Dockerfiles = { ["web"] = "FROM scratch\n" },
        }.Plan();

        var finding = Assert.Single(PlanPermissions.Findings(PlanPermissions.Of(plan, KindOf, Region)));

        Assert.Equal(
            (
                "permissions",
                FindingLevel.Note,
                "Not tried, since that would change something: ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage, ecr:CreateRepository"
            ),
            (finding.Subject, finding.Level, finding.Says)
        );
        Assert.Contains("""{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""", finding.Details);
    }

    [Fact]
    public void ListsEachOnceHoweverManyImagesThereAre()
    {
        var images = Enumerable
            .Range(1, 50)
            .Select(number => $"\"i{number}\": {{ \"repository\": \"shop\", \"tagPrefix\": \"i{number}-\" }}");
        PlanCase many = new(
            $$"""{ "images": { {{string.Join(',', images)}} }, "registries": { "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" } } }"""
        );
        foreach (var number in Enumerable.Range(1, 50))
        {
            many.Dockerfiles[$"i{number}"] = "FROM scratch\n";
        }

        Assert.Equal(8, PlanPermissions.Of(many.Plan(), KindOf, Region).Length);
    }

    private static IRegistry KindOf(RegistryPlan registry) => Kinds.First(kind => kind.SettingsType.IsInstanceOfType(registry.Settings));

    private static string Text(PlanCase given) =>
        string.Concat(
            PlanPermissions
                .Of(given.Plan(), KindOf, Region)
                .Select(need =>
                    $"{need.Role ?? "caller"}: {need.Permission.Step}{(need.Permission.IsOptional ? " (optional)" : "")}\n  {need.Statement}\n"
                )
        );
}
