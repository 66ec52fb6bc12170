using Stevedore.Planning;
using Stevedore.Rehearsal;
using Stevedore.Settings;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Rehearsal;

public sealed class LeadingRegistriesToTheLab
{
    private const string Lan = "127.0.0.1:5001";

    [Fact]
    public void KeepsAnAccountAndARegionThatTheLabHas() =>
        Assert.Equal(
            ["STEVEDORE__REGISTRIES__ECR__ACCOUNT=210987654321", "STEVEDORE__REGISTRIES__ECR__REGION=us-east-1"],
            Overrides("""{ "ecr": { "type": "ecr", "account": "210987654321", "region": "us-east-1" } }""")
        );

    [Fact]
    public void ReplacesAForeignAccountAndRegion() =>
        Assert.Equal(
            ["STEVEDORE__REGISTRIES__ECR__ACCOUNT=123456789012", "STEVEDORE__REGISTRIES__ECR__REGION=eu-central-1"],
            Overrides("""{ "ecr": { "type": "ecr", "account": "999999999999", "region": "ap-south-1" } }""")
        );

    [Fact]
    public void ReplacesTheAccountThatOnlyAwsKnows() =>
        Assert.Equal(
            ["STEVEDORE__REGISTRIES__ECR__ACCOUNT=123456789012", "STEVEDORE__REGISTRIES__ECR__REGION=eu-central-1"],
            Overrides("""{ "ecr": { "type": "ecr" } }""")
        );

    [Fact]
    public void KeepsTwoAccountsApart() =>
        Assert.Equal(
            [
                "STEVEDORE__REGISTRIES__LIVE__ACCOUNT=210987654321",
                "STEVEDORE__REGISTRIES__LIVE__REGION=us-east-1",
                "STEVEDORE__REGISTRIES__TEST_EU__ACCOUNT=123456789012",
                "STEVEDORE__REGISTRIES__TEST_EU__REGION=eu-central-1",
            ],
            Overrides(
                """
                {
                  "live": { "type": "ecr", "account": "999999999999", "region": "ap-south-1" },
                  "test-eu": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" }
                }
                """
            )
        );

    [Fact]
    public void RefusesMoreAccountsThanTheLabHas() =>
        Assert.Equal(
            "Cannot rehearse: the plan has 3 accounts of ECR, and the lab has 2. "
                + "Leave registries out with STEVEDORE__REGISTRIES__<name>__PUSH=false, or name another lab with --lab.",
            Fault(
                """
                {
                  "a": { "type": "ecr", "account": "111111111111", "region": "eu-central-1" },
                  "b": { "type": "ecr", "account": "222222222222", "region": "eu-central-1" },
                  "c": { "type": "ecr", "account": "333333333333", "region": "eu-central-1" }
                }
                """
            )
        );

    [Fact]
    public void LeavesOutWhatIsOnlyPulledWhenItCounts() =>
        Assert.Equal(
            [
                "STEVEDORE__REGISTRIES__A__ACCOUNT=123456789012",
                "STEVEDORE__REGISTRIES__B__ACCOUNT=210987654321",
                "STEVEDORE__REGISTRIES__C__ACCOUNT=123456789012",
            ],
            Overrides(
                    """
                    {
                      "a": { "type": "ecr", "account": "111111111111", "region": "eu-central-1" },
                      "b": { "type": "ecr", "account": "222222222222", "region": "eu-central-1" },
                      "c": { "type": "ecr", "account": "333333333333", "region": "eu-central-1", "push": false }
                    }
                    """
                )
                .Where(variable => variable.Contains("ACCOUNT", StringComparison.Ordinal))
        );

    [Fact]
    public void ReplacesTheHostOfAPlainRegistry() =>
        Assert.Equal(
            [$"STEVEDORE__REGISTRIES__LAN__HOST={Lan}"],
            Overrides("""{ "lan": { "type": "registry", "host": "registry.example" } }""")
        );

    [Fact]
    public void RefusesAPlainRegistryWhenTheLabHasNone() =>
        Assert.Equal(
            "Cannot rehearse: the lab has no registry to stand in for 'lan' (registry.example). "
                + "Leave it out with STEVEDORE__REGISTRIES__LAN__PUSH=false, or let the lab's `up` print STEVEDORE_LAB_REGISTRY=<host>.",
            Fault("""{ "lan": { "type": "registry", "host": "registry.example" } }""", plainRegistry: null)
        );

    [Fact]
    public void LeavesOutWhatIsOnlyPulledWhenTheLabHasNone() =>
        Assert.Empty(Overrides("""{ "lan": { "type": "registry", "host": "registry.example", "push": false } }""", plainRegistry: null));

    [Fact]
    public void PushesToDockerHubAsTheLabsUser() =>
        Assert.Equal(
            [
                "STEVEDORE_LAB_HUB_TOKEN=hubtoken",
                "STEVEDORE_LAB_HUB_USERNAME=acme",
                """STEVEDORE__REGISTRIES__HUB__CREDENTIALS={"environment":{"username":"STEVEDORE_LAB_HUB_USERNAME","password":"STEVEDORE_LAB_HUB_TOKEN"}}""",
                "STEVEDORE__REGISTRIES__HUB__NAMESPACE=acme",
            ],
            Overrides("""{ "hub": { "type": "docker-hub", "namespace": "shop", "credentials": { "secretsManager": "hub" } } }""")
        );

    [Theory]
    [InlineData("\"docker-config\"")]
    [InlineData("""{ "secretsManager": "hub", "region": "eu-west-1" }""")]
    [InlineData("""{ "parameterStore": { "username": "/u", "password": "/p" } }""")]
    [InlineData("""{ "environment": { "username": "U", "password": "P" } }""")]
    public void BeatsTheCredentialsOfTheSettingsFile(string credentials)
    {
        var given = Case($$"""{ "hub": { "type": "docker-hub", "namespace": "shop", "credentials": {{credentials}} } }""");
        var overrides = RehearsalOverrides.Of(given.Plan(), Lab(Lan)).ToDictionary(StringComparer.Ordinal);

        var hub = Assert.IsType<DockerHubSettings>(Assert.Single((given with { Environment = overrides }).Plan().Registries).Settings);

        Assert.Equal("acme", hub.Namespace);
        Assert.Equal(new EnvironmentCredentialSettings("STEVEDORE_LAB_HUB_USERNAME", "STEVEDORE_LAB_HUB_TOKEN"), hub.Credentials);
    }

    [Fact]
    public void LeavesTheAliasOfEcrPublic() => Assert.Empty(Overrides("""{ "public": { "type": "ecr-public", "alias": "acme" } }"""));

    [Fact]
    public void AssumesRolesOfTheLabsAccountsAndNoOther()
    {
        var given = Case(
            """
            {
              "ecr": { "type": "ecr", "role": "arn:aws:iam::999999999999:role/push", "region": "us-east-1" },
              "plain": { "type": "ecr", "account": "210987654321", "region": "eu-central-1" },
              "public": { "type": "ecr-public", "alias": "acme", "role": "arn:aws:iam::999999999999:role/public" },
              "lan": { "type": "registry", "host": "registry.example",
                       "credentials": { "secretsManager": "lan", "role": "arn:aws:iam::999999999999:role/secrets" } }
            }
            """
        );
        var overrides = RehearsalOverrides.Of(given.Plan(), Lab(Lan)).ToDictionary(StringComparer.Ordinal);

        var registries = (given with { Environment = overrides }).Plan().Registries;

        Assert.DoesNotContain("999999999999", string.Join('\n', (given with { Environment = overrides }).Text(), overrides.Values));
        Assert.Equal(
            ["arn:aws:iam::123456789012:role/stevedore-rehearsal", null],
            registries.Select(registry => registry.Settings).OfType<EcrSettings>().Select(settings => settings.Role)
        );
        Assert.Equal(
            "arn:aws:iam::123456789012:role/stevedore-rehearsal",
            registries.Select(registry => registry.Settings).OfType<EcrPublicSettings>().Single().Role
        );
        Assert.IsType<DockerConfigCredentialSettings>(
            registries.Select(registry => registry.Settings).OfType<PlainRegistrySettings>().Single().Credentials
        );
    }

    private static string Fault(string registries, string? plainRegistry = Lan) =>
        Assert.Throws<StevedoreException>(() => Overrides(registries, plainRegistry)).Message;

    private static string[] Overrides(string registries, string? plainRegistry = Lan) =>
        [
            .. RehearsalOverrides
                .Of(Case(registries).Plan(), Lab(plainRegistry))
                .Select(variable => $"{variable.Key}={variable.Value}")
                .Order(StringComparer.Ordinal),
        ];

    private static ImmutableDictionary<string, string> Lab(string? plainRegistry) =>
        plainRegistry is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add("STEVEDORE_LAB_REGISTRY", plainRegistry);

    private static PlanCase Case(string registries) =>
        new($$"""{ "images": { "web": { "context": "web" } }, "registries": {{registries}} }""")
        {
            Dockerfiles = { ["web"] = "FROM scratch\n" },
        };
}
