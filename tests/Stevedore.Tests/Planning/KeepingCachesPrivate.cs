using Stevedore.Images;
using Stevedore.Planning;
using Xunit;

namespace Stevedore.Tests.Planning;

public sealed class KeepingCachesPrivate
{
    private const string Ecr = """ "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" } """;
    private const string Lan = """ "lan": { "type": "registry", "host": "registry.example:5000" } """;
    private const string Hub = """ "hub": { "type": "docker-hub", "namespace": "acme" } """;
    private const string Public = """ "public": { "type": "ecr-public", "alias": "acme" } """;
    private const string EcrCache = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web-cache";
    private const string LanCache = "registry.example:5000/web-cache";

    [Theory]
    [InlineData(Ecr, EcrCache)]
    [InlineData(Lan, LanCache)]
    [InlineData(Hub + "," + Public + "," + Lan, LanCache)]
    [InlineData(Public + "," + Ecr, EcrCache)]
    [InlineData(Lan + "," + Ecr, EcrCache)]
    [InlineData(Hub, null)]
    [InlineData(Public, null)]
    [InlineData(Hub + "," + Public, null)]
    [InlineData(Hub + """, "ecr": { "type": "ecr", "push": false } """, null)]
    public void KeepsThemWhereNobodyElseReads(string registries, string? cache) => Assert.Equal(cache, Cache(Case(registries).Plan()));

    [Theory]
    [InlineData("docker.io")]
    [InlineData("index.docker.io")]
    [InlineData("registry-1.docker.io:443")]
    [InlineData("registry.hub.docker.com")]
    [InlineData("PUBLIC.ecr.aws")]
    [InlineData("ghcr.io")]
    [InlineData("quay.io")]
    [InlineData("registry.gitlab.com")]
    public void TakesASharedHostForNoPrivateOne(string host) =>
        Assert.Equal(CacheKind.None, Case($$""" "lan": { "type": "registry", "host": "{{host}}" } """).Plan().Images[0].Cache);

    [Theory]
    [InlineData("127.0.0.1:5000")]
    [InlineData("docker.io.example")]
    [InlineData("mydocker.io")]
    [InlineData("[::1]:5000")]
    public void TakesAHostOfOnesOwnForAPrivateOne(string host) =>
        Assert.Equal($"{host}/web-cache", Cache(Case($$""" "lan": { "type": "registry", "host": "{{host}}" } """).Plan()));

    [Fact]
    public void LooksOnlyAtTheRegistriesOfTheImage() => Assert.Null(Cache(Case(Hub + "," + Ecr, """ "registries": ["hub"] """).Plan()));

    [Fact]
    public void FollowsTheEnvironment() =>
        Assert.Equal(
            LanCache,
            Cache((Case(Hub + "," + Lan) with { Environment = new() { ["STEVEDORE__IMAGES__WEB__REGISTRIES"] = "lan" } }).Plan())
        );

    [Fact]
    public void KeepsThemInPublicWhenAskedAndWarns()
    {
        var plan = Case(Hub, """ "cache": "registry" """).Plan();

        Assert.Equal("docker.io/acme/web-cache", Cache(plan));
        Assert.Equal(
            [
                "The cache of 'web' goes to docker.io/acme/web-cache, which others may be able to read: it holds the layers of every stage, "
                    + "sources included. Make that repository private, or leave out images.web.cache.",
            ],
            plan.Warnings
        );
    }

    [Fact]
    public void KeepsThemInPrivateWhenAskedWhereItCan()
    {
        var plan = Case(Hub + "," + Ecr, """ "cache": "registry" """).Plan();

        Assert.Equal(EcrCache, Cache(plan));
        Assert.Empty(plan.Warnings);
    }

    [Theory]
    [InlineData("inline", CacheKind.Inline)]
    [InlineData("none", CacheKind.None)]
    public void PutsNothingElseAnywhere(string cache, CacheKind kind)
    {
        var plan = Case(Hub, $$""" "cache": "{{cache}}" """).Plan();

        Assert.Equal((kind, null), (plan.Images[0].Cache, plan.Images[0].CacheRepository));
        Assert.Empty(plan.Warnings);
    }

    [Theory]
    [InlineData(Ecr, "\"context\": \".\"", $"  cache      {EcrCache}\n")]
    [InlineData(Hub, "\"cache\": \"registry\"", "  cache      docker.io/acme/web-cache\n")]
    [InlineData(
        Hub,
        "\"context\": \".\"",
        "  cache      none: it would hold the sources, and nothing says that others cannot read there\n"
    )]
    [InlineData(Ecr, "\"cache\": \"none\"", "  cache      none\n")]
    [InlineData(Ecr, "\"cache\": \"inline\"", "  cache      in the image\n")]
    [InlineData(Hub, "\"cache\": \"registry\"", "\nwarning: The cache of 'web' goes to docker.io/acme/web-cache, ")]
    public void SaysInThePlanWhereTheyAre(string registries, string image, string line) =>
        Assert.Contains(line, Case(registries, image).Text(), StringComparison.Ordinal);

    private static string? Cache(ShipPlan plan) => plan.Images[0].CacheRepository?.Reference.Name;

    private static PlanCase Case(string registries, string image = "\"context\": \".\"") =>
        new($$"""{ "images": { "web": { {{image}} } }, "registries": { {{registries}} } }""")
        {
            Dockerfiles = { ["web"] = "FROM scratch\n" },
        };
}
