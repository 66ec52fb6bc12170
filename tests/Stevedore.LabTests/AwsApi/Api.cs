using Amazon.Runtime;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

/// <summary>The AWS API of the lab.</summary>
internal static class Api
{
    public static BasicAWSCredentials Credentials => new("test", "test");

    /// <summary>Names of one run do not meet those of another, as the lab stays up.</summary>
    public static string NewName() => $"api-{Guid.NewGuid():N}";

    public static TConfig Of<TConfig>(string variable = "AWS_ENDPOINT_URL")
        where TConfig : ClientConfig, new()
    {
        var url = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(url is null, $"There is no AWS API: {variable} is not set.");
        return new() { ServiceURL = url, AuthenticationRegion = "eu-central-1" };
    }
}
