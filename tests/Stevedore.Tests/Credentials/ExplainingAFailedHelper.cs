using Stevedore.Credentials;
using Stevedore.Tests.Docker;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class ExplainingAFailedHelper
{
    private const string Fix =
        "See what `echo r.example.com | docker-credential-sample get` lacks, take credsStore out of docker's config, or say in the registry's `credentials` where they are.";

    private static readonly DockerAuth.Helper Helper = new("sample", "r.example.com", IsForHost: false);

    [Theory]
    [InlineData("login with s3cret failed", "")]
    [InlineData("""{"Username":"acme","Secret":"s3cret"}""", "")]
    [InlineData("", "")]
    [InlineData("Error: the store is locked for s3cret", ": the store is locked")]
    [InlineData("pass not initialized: exit status 1: s3cret", ": pass not initialized")]
    public void RepeatsNothingThatItPrints(string printed, string reason) =>
        Assert.Equal(
            $"Cannot get the credentials of r.example.com from docker's config: docker-credential-sample ended with exit code 3{reason}. {Fix}",
            HelperFaults.Failed(Helper, 3, printed).Message
        );
}
