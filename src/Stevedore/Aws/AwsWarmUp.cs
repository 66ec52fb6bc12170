using System.Net;
using System.Text;
using Amazon;
using Amazon.ECR;
using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>Compiles the AWS SDK's code while the plan is being made: it is what a run waits for longest before it builds.</summary>
/// <remarks>One call runs through the whole SDK and is answered in this process. Nothing is sent, and no credentials are looked for.</remarks>
internal static class AwsWarmUp
{
    private const string Answer = """{"authorizationData":[{"authorizationToken":"QVdTOm5vbmU=","proxyEndpoint":"https://none"}]}""";

    /// <summary>Ends when the code is compiled.</summary>
    public static async Task Run()
    {
        var configuration = new AmazonECRConfig
        {
            RegionEndpoint = RegionEndpoint.EUCentral1,
            AuthenticationRegion = RegionEndpoint.EUCentral1.SystemName,
            MaxErrorRetry = 0,
            HttpClientFactory = new Answering(),
        };
        using var client = new AmazonECRClient(new BasicAWSCredentials("none", "none"), configuration);
        _ = await client.GetAuthorizationTokenAsync(new());
    }

    private sealed class Answering : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler());

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
    }

    private sealed class Handler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent(Answer, Encoding.UTF8, "application/x-amz-json-1.1"),
                }
            );
    }
}
