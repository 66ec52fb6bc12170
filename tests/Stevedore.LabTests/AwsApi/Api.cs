using Amazon.Runtime;

namespace Stevedore.LabTests.AwsApi;

/// <summary>The AWS API of the lab.</summary>
internal static class Api
{
    public static BasicAWSCredentials Credentials => new("test", "test");

    /// <summary>Names of one run do not meet those of another, as the lab stays up.</summary>
    public static string NewName() => $"api-{Guid.NewGuid():N}";

    public static TConfig Of<TConfig>(LabFixture lab, string variable = "AWS_ENDPOINT_URL", string region = "eu-central-1")
        where TConfig : ClientConfig, new() => new() { ServiceURL = lab.Variables[variable], AuthenticationRegion = region };
}
