using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class NamingRepositories
{
    [Fact]
    public void PutsTheAliasBeforeAPublicOne()
    {
        var (reference, note) = Refer(new EcrPublicKind(), new EcrPublicSettings { Alias = "acme" }, "shop/web");

        Assert.Equal(("public.ecr.aws/acme/shop/web", null), (reference.Name, note));
    }

    [Fact]
    public void LeavesTheAliasOutWhereThePublicApiIsAsked()
    {
        var settings = new EcrPublicSettings { Alias = "acme" };
        var (reference, _) = Refer(new EcrPublicKind(), settings, "shop/web");

        Assert.Equal("shop/web", EcrPublicKind.Repository(new EcrPublicKind().Plan("public", settings, null), reference));
    }

    [Fact]
    public void PutsTheNamespaceBeforeOneOfDockerHub()
    {
        var (reference, note) = Refer(new DockerHubKind(), new DockerHubSettings { Namespace = "acme" }, "web");

        Assert.Equal(("docker.io/acme/web", null), (reference.Name, note));
    }

    [Fact]
    public void FlattensItForDockerHubAndSaysSo()
    {
        var (reference, note) = Refer(new DockerHubKind(), new DockerHubSettings { Namespace = "acme" }, "shop/api/web");

        Assert.Equal(
            ("docker.io/acme/shop-api-web", "Docker Hub has one level of names: 'shop/api/web' is docker.io/acme/shop-api-web there."),
            (reference.Name, note)
        );
    }

    [Fact]
    public void OnlyLogsInWithoutANamespace() =>
        Assert.Equal(
            ("docker.io", false, true),
            new DockerHubKind().Plan("hub", new DockerHubSettings { Push = false }, null) is var plan
                ? (plan.Host, plan.Pushes, plan.IsResolved)
                : default
        );

    [Fact]
    public void TakesTheAccountOfTheRoleBeforeThatOfTheBuild() =>
        Assert.Equal(
            "210987654321.dkr.ecr.us-east-1.amazonaws.com",
            new EcrKind()
                .Plan(
                    "ecr",
                    new EcrSettings { Region = "us-east-1", Role = "arn:aws:iam::210987654321:role/ship" },
                    new("123456789012", null)
                )
                .Host
        );

    private static (ImageReference Reference, string? Note) Refer(RegistryKind naming, RegistrySettings settings, string repository) =>
        naming.Refer(naming.Plan("r", settings, null), RepositoryName.Parse(repository));
}
