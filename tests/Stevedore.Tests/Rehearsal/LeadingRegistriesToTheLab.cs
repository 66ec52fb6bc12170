using Stevedore.Planning;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Rehearsal;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Rehearsal;

public sealed class LeadingRegistriesToTheLab
{
    [Theory]
    [InlineData("210987654321", "us-east-1", "210987654321", "us-east-1")]
    [InlineData("999999999999", "ap-south-1", "123456789012", "eu-central-1")]
    [InlineData("999999999999", "cn-north-1", "123456789012", "eu-central-1")]
    public void KeepsAnAccountAndARegionThatTheLabHasAndNoOther(string account, string region, string led, string ledRegion) =>
        Assert.Equal(
            [$"{led}.dkr.ecr.{ledRegion}.amazonaws.com"],
            Hosts(new($$""" "ecr": { "type": "ecr", "account": "{{account}}", "region": "{{region}}" } """))
        );

    [Fact]
    public void ReplacesTheAccountThatOnlyAwsKnows() =>
        Assert.Equal(["123456789012.dkr.ecr.eu-central-1.amazonaws.com"], Hosts(new(""" "ecr": { "type": "ecr" } """)));

    [Fact]
    public void KeepsTwoAccountsApart() =>
        Assert.Equal(
            ["210987654321.dkr.ecr.us-east-1.amazonaws.com", "123456789012.dkr.ecr.eu-central-1.amazonaws.com"],
            Hosts(
                new(
                    """
                    "live": { "type": "ecr", "account": "999999999999", "region": "ap-south-1" },
                    "test-eu": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" }
                    """
                )
            )
        );

    [Fact]
    public void RefusesMoreAccountsThanTheLabHas() =>
        Assert.Equal(
            "Cannot rehearse: the plan has 3 accounts of ECR, and the lab has 2. "
                + "Leave registries out with STEVEDORE__REGISTRIES__<name>__PUSH=false, or name another lab with --lab.",
            Fault(
                new(
                    """
                    "a": { "type": "ecr", "account": "111111111111", "region": "eu-central-1" },
                    "b": { "type": "ecr", "account": "222222222222", "region": "eu-central-1" },
                    "c": { "type": "ecr", "account": "333333333333", "region": "eu-central-1" }
                    """
                )
            )
        );

    [Fact]
    public void LeavesOutWhatIsOnlyPulledWhenItCounts() =>
        Assert.Equal(
            [
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "210987654321.dkr.ecr.eu-central-1.amazonaws.com",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
            ],
            Hosts(
                new(
                    """
                    "a": { "type": "ecr", "account": "111111111111", "region": "eu-central-1" },
                    "b": { "type": "ecr", "account": "222222222222", "region": "eu-central-1" },
                    "c": { "type": "ecr", "account": "333333333333", "region": "eu-central-1" }
                    """
                )
                {
                    Environment = { ["STEVEDORE__REGISTRIES__C__PUSH"] = "false" },
                }
            )
        );

    [Theory]
    [InlineData("lan-1", "lan1")]
    [InlineData("lan_1", "lan-1")]
    [InlineData("Lan", "lan")]
    [InlineData("a__b", "a-b")]
    public void ReplacesTheHostsOfRegistriesWithSimilarNames(string one, string other) =>
        Assert.Equal(
            [RehearsalCase.Lan, RehearsalCase.Lan],
            Hosts(
                new(
                    $$"""
                    "{{one}}": { "type": "registry", "host": "one.example" }, "{{other}}": { "type": "registry", "host": "other.example" }
                    """
                )
            )
        );

    [Theory]
    [InlineData("STEVEDORE__REGISTRIES__LAN__HOST", "real.example")]
    [InlineData("stevedore__registries__lan__host", "real.example")]
    [InlineData("STEVEDORE__Registries__lan__Host", "real.example")]
    [InlineData("STEVEDORE__REGISTRIES", """{ "lan": { "host": "real.example" } }""")]
    [InlineData("STEVEDORE__REGISTRIES__LAN", """{ "host": "real.example" }""")]
    [InlineData("STEVEDORE__REGISTRIES__LAN__CREDENTIALS__SECRETSMANAGER", "real")]
    public void BeatsTheVariablesOfTheMachine(string variable, string value)
    {
        var given = new RehearsalCase(""" "lan": { "type": "registry", "host": "registry.example" } """)
        {
            Environment = { [variable] = value },
        };

        Assert.Equal([RehearsalCase.Lan], Hosts(given));
        Assert.DoesNotContain("real", given.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void KeepsWhatElseAVariableSays()
    {
        var ecr = new RehearsalCase(""" "ecr": { "type": "ecr", "account": "999999999999" } """)
        {
            Environment = { ["STEVEDORE__REGISTRIES__ECR__IMMUTABLETAGS"] = "false", ["STEVEDORE__REGISTRIES__ECR__REGION"] = "eu-west-3" },
        }.Settings<EcrSettings>();

        Assert.Equal(("123456789012", "eu-central-1", false), (ecr.Account, ecr.Region, ecr.ImmutableTags));
    }

    [Theory]
    [InlineData("AWS_ECR_REPOSITORY_URI")]
    [InlineData("REPOSITORY_URI")]
    public void LeadsTheRepositoryThatAVariableNames(string variable) =>
        Assert.Equal(
            ["210987654321.dkr.ecr.us-east-1.amazonaws.com/shop/api"],
            new RehearsalCase(""" "ecr": { "type": "ecr", "account": "210987654321", "region": "us-east-1" } """)
            {
                Environment = { [variable] = "210987654321.dkr.ecr.us-east-1.amazonaws.com/shop/api", ["AWS_ACCOUNT_ID"] = "999999999999" },
            }
                .Inside()
                .Images[0]
                .Destinations.Select(destination => destination.Reference.Name)
        );

    [Fact]
    public void LeadsARepositoryOfAnotherAccount() =>
        Assert.Equal(
            ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api"],
            new RehearsalCase(""" "ecr": { "type": "ecr" } """)
            {
                Environment =
                {
                    ["REPOSITORY_URI"] = "999999999999.dkr.ecr.us-west-2.amazonaws.com/shop/api",
                    ["AWS_REGION"] = "us-west-2",
                },
            }
                .Inside()
                .Images[0]
                .Destinations.Select(destination => destination.Reference.Name)
        );

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void RefusesAPlainRegistryWhenTheLabHasNone(string pushes) =>
        Assert.Equal(
            "Cannot rehearse: the lab has no registry to stand in for 'lan' (registry.example). "
                + "Let the lab's `up` print STEVEDORE_LAB_REGISTRY=<host>.",
            Fault(
                new($$""" "lan": { "type": "registry", "host": "registry.example", "push": {{pushes}} } """)
                {
                    Lab = RehearsalCase.Printed.Remove("STEVEDORE_LAB_REGISTRY"),
                }
            )
        );

    [Theory]
    [InlineData("\"docker-config\"")]
    [InlineData("""{ "secretsManager": "hub", "region": "eu-west-1" }""")]
    [InlineData("""{ "parameterStore": { "username": "/u", "password": "/p" } }""")]
    [InlineData("""{ "environment": { "username": "U", "password": "P" } }""")]
    public void PushesToDockerHubAsTheLabsUser(string credentials)
    {
        var given = new RehearsalCase($$""" "hub": { "type": "docker-hub", "namespace": "shop", "credentials": {{credentials}} } """);

        var hub = given.Settings<DockerHubSettings>();

        Assert.Equal("acme", hub.Namespace);
        Assert.Equal(new EnvironmentCredentialSettings("STEVEDORE_LAB_HUB_USERNAME", "STEVEDORE_LAB_HUB_TOKEN"), hub.Credentials);
        Assert.Equal(("acme", "hubtoken"), (given.Variables["STEVEDORE_LAB_HUB_USERNAME"], given.Variables["STEVEDORE_LAB_HUB_TOKEN"]));
    }

    [Fact]
    public void LeavesTheAliasOfEcrPublic() =>
        Assert.Equal(
            ["public.ecr.aws/acme/web"],
            new RehearsalCase(""" "public": { "type": "ecr-public", "alias": "acme" } """)
                .Inside()
                .Images[0]
                .Destinations.Select(destination => destination.Reference.Name)
        );

    [Fact]
    public void AssumesRolesOfTheLabsAccountsAndNoOther()
    {
        var given = new RehearsalCase(
            """
            "ecr": { "type": "ecr", "role": "arn:aws:iam::999999999999:role/push", "region": "us-east-1" },
            "plain": { "type": "ecr", "account": "210987654321", "region": "eu-central-1" },
            "public": { "type": "ecr-public", "alias": "acme", "role": "arn:aws:iam::999999999999:role/public" },
            "lan": { "type": "registry", "host": "registry.example",
                     "credentials": { "secretsManager": "lan", "role": "arn:aws:iam::999999999999:role/secrets" } }
            """
        );

        Assert.DoesNotContain("999999999999", given.Text(), StringComparison.Ordinal);
        Assert.Equal(
            ["arn:aws:iam::123456789012:role/stevedore-rehearsal", null],
            given.Inside().Registries.Select(registry => registry.Settings).OfType<EcrSettings>().Select(settings => settings.Role)
        );
        Assert.Equal("arn:aws:iam::123456789012:role/stevedore-rehearsal", given.Settings<EcrPublicSettings>().Role);
        Assert.IsType<DockerConfigCredentialSettings>(given.Settings<PlainRegistrySettings>().Credentials);
    }

    [Fact]
    public void SaysWhatStandsInForWhat() =>
        Assert.Equal(
            [
                "registries.ecr.account is 123456789012, not that of the credentials.",
                "registries.ecr.region is eu-central-1, not eu-west-3.",
                "registries.hub.namespace is acme, not shop.",
                "registries.hub.credentials is the lab's user, not the secret dockerhub.",
                $"registries.lan.host is {RehearsalCase.Lan}, not registry.example.",
                "registries.lan.credentials is docker-config, not the variables U and P.",
            ],
            new RehearsalCase(
                """
                "ecr": { "type": "ecr", "region": "eu-west-3" },
                "hub": { "type": "docker-hub", "namespace": "shop", "credentials": { "secretsManager": "dockerhub" } },
                "lan": { "type": "registry", "host": "registry.example", "credentials": { "environment": { "username": "U", "password": "P" } } }
                """
            ).Changes().Notes
        );

    private static IEnumerable<string> Hosts(RehearsalCase given) => given.Inside().Registries.Select(registry => registry.Host);

    private static string Fault(RehearsalCase given) => Assert.Throws<StevedoreException>(given.Inside).Message;
}
