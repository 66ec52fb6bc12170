using System.Net.Http.Headers;
using Stevedore.Images;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class ReadingAChallenge
{
    [Theory]
    [InlineData(
        "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:a/b:pull,push\"",
        "Bearer",
        "realm=https://auth.docker.io/token;scope=repository:a/b:pull,push;service=registry.docker.io"
    )]
    [InlineData(
        "Basic realm=\"https://1.dkr.ecr.eu-central-1.amazonaws.com/\", service=\"ecr.amazonaws.com\"",
        "Basic",
        "realm=https://1.dkr.ecr.eu-central-1.amazonaws.com/;service=ecr.amazonaws.com"
    )]
    [InlineData("Basic realm=plain, charset=utf-8", "Basic", "charset=utf-8;realm=plain")]
    [InlineData(
        "Bearer realm=\"https://a/b\",service=\"a\\\"b\",scope=\"c\\\\d,e\"",
        "Bearer",
        "realm=https://a/b;scope=c\\d,e;service=a\"b"
    )]
    [InlineData("Bearer realm = \"https://a/b\" ,\tservice=s ,scope=\"\"", "Bearer", "realm=https://a/b;scope=;service=s")]
    [InlineData("Basic", "Basic", "")]
    [InlineData("Bearer nonsense", "Bearer", "")]
    public void TakesItApart(string header, string scheme, string parameters)
    {
        var challenge = Challenge.From(AuthenticationHeaderValue.Parse(header))!;

        Assert.Equal(scheme, challenge.Scheme);
        Assert.Equal(
            parameters,
            string.Join(
                ';',
                challenge.Parameters.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}")
            )
        );
    }

    [Fact]
    public void IsNullWithoutAHeader() => Assert.Null(Challenge.From(null));

    [Theory]
    [InlineData("docker.io", "registry-1.docker.io", "https://index.docker.io/v1/")]
    [InlineData("index.docker.io", "registry-1.docker.io", "https://index.docker.io/v1/")]
    [InlineData("public.ecr.aws", "public.ecr.aws", "public.ecr.aws")]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000", "127.0.0.1:5000")]
    public void KnowsTheAddressesOfAHost(string host, string api, string key) =>
        Assert.Equal((api, key), (RegistryEndpoint.ApiHost(host), RegistryEndpoint.ConfigKey(host)));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("localhost:5000", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("127.77.0.9", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("127.0.0.1.example", false)]
    [InlineData("localhost.example", false)]
    [InlineData("registry.example:5000", false)]
    [InlineData("10.0.0.1", false)]
    public void KnowsThisMachine(string host, bool expected) => Assert.Equal(expected, RegistryEndpoint.IsLoopback(host));
}
