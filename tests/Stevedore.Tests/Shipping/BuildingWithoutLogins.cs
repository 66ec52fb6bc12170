using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>A build that pushes nothing needs the registries that its base images are in, and no others.</summary>
public sealed class BuildingWithoutLogins
{
    private const string Ecr = """ "ecr": { "type": "ecr" } """;
    private const string Known = """ "ecr": { "type": "ecr", "account": "111111111111", "region": "eu-central-1" } """;
    private const string Hub = """ "hub": { "type": "docker-hub", "namespace": "acme" } """;
    private readonly List<string> warnings = [];

    [Theory]
    [InlineData(Ecr, "public.ecr.aws/docker/library/busybox:1.37")]
    [InlineData(Ecr, "scratch")]
    [InlineData(Known, "222222222222.dkr.ecr.eu-central-1.amazonaws.com/base:1")]
    [InlineData(Hub, "quay.io/acme/base")]
    public async Task GoesOnWithoutWhatNoBaseIsIn(string registry, string based)
    {
        Assert.Null(await Try(registry, based));

        var name = registry.Contains("hub", StringComparison.Ordinal) ? "hub" : "ecr";
        Assert.Equal(
            [
                $"There is no login to registries.{name}, which this build needs for caches alone: there are no credentials. No cache is read there.",
            ],
            warnings
        );
    }

    [Theory]
    [InlineData(Ecr, "222222222222.dkr.ecr.eu-central-1.amazonaws.com/base:1")]
    [InlineData(Known, "111111111111.dkr.ecr.eu-central-1.amazonaws.com/base:1")]
    [InlineData(Hub, "alpine")]
    public async Task EndsWhereABaseMayBeInIt(string registry, string based) =>
        await Assert.ThrowsAsync<StevedoreException>(() => Try(registry, based));

    private Task<string?> Try(string registry, string based)
    {
        var plan = (
            new PlanCase($$"""{ "images": { "web": {} }, "registries": { {{registry}} } }""") with
            {
                Dockerfiles = new() { ["web"] = $"FROM {based}\n" },
            }
        ).Plan();
        return new BuildLogins(plan, warnings.Add).Try(plan.Registries.Single(), Fail);
    }

    private static Task<string> Fail() => throw new StevedoreException("Cannot log in", "there are no credentials", "Log in.");
}
