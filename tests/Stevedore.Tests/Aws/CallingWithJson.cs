using System.Text.Json.Nodes;
using Amazon;
using Amazon.ECS;
using Amazon.Runtime;
using Stevedore.Aws;
using Stevedore.Tests.Compat.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class CallingWithJson : IDisposable
{
    private const string Definition = """{"taskDefinition":{"family":"web","newest":{"deep":[1,null,"<é>"]}}}""";

    private readonly AwsEnvironment environment = new();

    [Fact]
    public async Task KeepsWhatNoClientKnows()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok(Definition));
        var answer = await Call(stub, (JsonObject)JsonNode.Parse(Definition)!);

        Assert.Equal(Definition, stub.Request.Body);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Definition), answer));
        Assert.Equal("AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition", stub.Request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", stub.Request.Headers["Content-Type"]);
    }

    [Fact]
    public async Task IsSignedForTheServiceAndItsRegion()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok());
        await Call(stub, []);
        Assert.Contains("/eu-central-1/ecs/aws4_request", stub.Request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowsTheEndpointRulesOfTheService()
    {
        using var http = new CapturingHttp();
        var region = RegionEndpoint.GetBySystemName("cn-north-1");
        await Call(
            new AmazonECSConfig
            {
                RegionEndpoint = region,
                UseDualstackEndpoint = true,
                HttpClientFactory = http,
            },
            []
        );
        Assert.Equal("https://ecs.cn-north-1.api.amazonwebservices.com.cn/", http.Url);
        Assert.Contains("/cn-north-1/ecs/aws4_request", http.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrefersTheEndpointOfTheEnvironment()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok());
        environment.With("AWS_ENDPOINT_URL_ECS", stub.Url).With("AWS_REGION", "eu-west-3");
        await Call(new AmazonECSConfig { RegionEndpoint = RegionEndpoint.EUWest3 }, []);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task RepeatsWhatWasThrottled()
    {
        using var stub = new StubEndpoint(StubAnswer.Error("ThrottlingException"), new StubAnswer(500, "{}"), StubAnswer.Ok("""{"a":1}"""));
        Assert.Equal("""{"a":1}""", (await Call(stub, [])).ToJsonString());
        Assert.Equal(3, stub.Requests.Length);
    }

    [Fact]
    public async Task SaysTheCodeOfAnError()
    {
        using var stub = new StubEndpoint(StubAnswer.Error("ClientException", "no such revision"));
        var error = await Assert.ThrowsAsync<AmazonServiceException>(() => Call(stub, []));
        Assert.Equal("ClientException", error.ErrorCode);
        Assert.Equal("no such revision", error.Message);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task ReadsAnAnswerWithoutABody()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok(""));
        Assert.Empty(await Call(stub, []));
    }

    public void Dispose() => environment.Dispose();

    private static Task<JsonObject> Call(StubEndpoint stub, JsonObject input) =>
        Call(new AmazonECSConfig { ServiceURL = stub.Url, AuthenticationRegion = "eu-central-1" }, input);

    private static async Task<JsonObject> Call(AmazonECSConfig configuration, JsonObject input)
    {
        using var client = new JsonClient(AwsEnvironment.Credentials, configuration, new("AmazonEC2ContainerServiceV20141113"));
        return await client.Call("RegisterTaskDefinition", input, TestContext.Current.CancellationToken);
    }
}
