using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.CloudFormation;
using Amazon.CodeConnections;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Stevedore.Aws;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>What the clients do over the AWSSDK.Core that is loaded, a line each.</summary>
public static class CoreProbe
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    public static async Task<string[]> Run() =>
        [
            $"core {FileVersionInfo.GetVersionInfo(typeof(ClientConfig).Assembly.Location).FileVersion}",
            $"json 1.1: {await Answer("""{"imageDetails":[{"imageDigest":"sha256:aa"}]}""", async url => (await Ecr(url)).ImageDetails![0].ImageDigest)}",
            $"json 1.1: {await Fault(StubAnswer.Error("RepositoryNotFoundException"), Ecr)}",
            $"json 1.1: {await Fault(StubAnswer.Error("ThrottlingException"), Ecr)}",
            $"json 1.0: {await Answer("""{"Connection":{"ConnectionStatus":"AVAILABLE"}}""", Connection)}",
            $"query: {await Answer("<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>", async url => (await Stacks(url)).Stacks![0].StackStatus!.Value)}",
            $"query: {await Fault(QueryError("ChangeSetNotFound"), Stacks)}",
            $"query: {await Fault(QueryError("Throttling"), Stacks)}",
            $"raw json: {await Answer("""{"taskDefinition":{"newest":1}}""", Raw)}",
            $"endpoint: {Endpoint()}",
        ];

    private static StubAnswer QueryError(string code) =>
        new(400, $"<ErrorResponse><Error><Code>{code}</Code><Message>m</Message></Error></ErrorResponse>");

    private static async Task<string?> Answer(string body, Func<string, Task<string?>> call)
    {
        using var stub = new StubEndpoint(StubAnswer.Ok(body));
        return await call(stub.Url);
    }

    private static async Task<string> Fault<T>(StubAnswer answer, Func<string, Task<T>> call)
    {
        using var stub = new StubEndpoint(answer);
        try
        {
            await call(stub.Url);
            return "no error";
        }
        catch (AmazonServiceException error)
        {
            var type = error.GetType().Name;
            return $"{(type.StartsWith("Amazon", StringComparison.Ordinal) ? $"{type} {error.ErrorCode}" : type)} after {stub.Requests.Length}";
        }
    }

    private static async Task<Amazon.ECR.Model.DescribeImagesResponse> Ecr(string url)
    {
        using var client = new AmazonECRClient(Credentials, In<AmazonECRConfig>(url));
        return await client.DescribeImagesAsync(new() { RepositoryName = "api" });
    }

    private static async Task<string?> Connection(string url)
    {
        using var client = new AmazonCodeConnectionsClient(Credentials, In<AmazonCodeConnectionsConfig>(url));
        return (await client.GetConnectionAsync(new() { ConnectionArn = "a" })).Connection!.ConnectionStatus!.Value;
    }

    private static async Task<Amazon.CloudFormation.Model.DescribeStacksResponse> Stacks(string url)
    {
        using var client = new AmazonCloudFormationClient(Credentials, In<AmazonCloudFormationConfig>(url));
        return await client.DescribeStacksAsync(new());
    }

    private static async Task<string?> Raw(string url)
    {
        using var client = new JsonClient(Credentials, In<AmazonECSConfig>(url), new("AmazonEC2ContainerServiceV20141113"));
        return (await client.Call("DescribeTaskDefinition", new JsonObject(), CancellationToken.None)).ToJsonString();
    }

    private static string Endpoint() =>
        new AmazonECRConfig
        {
            RegionEndpoint = RegionEndpoint.USGovCloudWest1,
            UseFIPSEndpoint = true,
            UseDualstackEndpoint = true,
            IgnoreConfiguredEndpointUrls = true,
        }
            .DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new Amazon.ECR.Model.DescribeImagesRequest()))
            .URL;

    private static T In<T>(string url)
        where T : ClientConfig, new() => new() { ServiceURL = url, AuthenticationRegion = "eu-central-1" };
}
