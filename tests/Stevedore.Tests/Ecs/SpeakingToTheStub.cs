using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.ECS;
using Amazon.Runtime;
using Stevedore.Aws;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>The stub is spoken to as AWS is: with and without a socket.</summary>
public sealed class SpeakingToTheStub
{
    private static readonly BasicAWSCredentials Credentials = new("test", "test");
    private readonly EcsStub stub = new(new ManualClock());

    public SpeakingToTheStub() => stub.Cluster("shop").Service("web", StubDefinitions.Body("web", ("web", "shop/web:1")));

    [Fact]
    public async Task ByTheSdkWithoutASocket()
    {
        var client = Client(new AmazonECSConfig { HttpClientFactory = new EcsStubHttp(stub), ServiceURL = "http://ecs.test" });

        var answer = await client.Call("DescribeServices", Asked(), TestContext.Current.CancellationToken);

        Assert.Equal("web", (string?)answer["services"]![0]!["serviceName"]);
        Assert.Equal("""{"cluster":"shop","services":["web"]}""", Assert.Single(stub.Requests).Body.ToJsonString());
    }

    [Fact]
    public async Task ByTheSdkOverASocket()
    {
        using var server = new EcsStubServer(stub);
        var client = Client(new AmazonECSConfig { ServiceURL = server.Url, MaxErrorRetry = 0 });
        stub.Faults.Deny("DescribeServices");

        var denied = await Assert.ThrowsAsync<AmazonServiceException>(() =>
            client.Call("DescribeServices", Asked(), TestContext.Current.CancellationToken)
        );
        Assert.Equal("AccessDeniedException", denied.ErrorCode);
        Assert.Contains("is not authorized to perform: ecs:DescribeServices on resource: * because", denied.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ThatLosesAConnection(bool isOverASocket)
    {
        using var server = new EcsStubServer(stub);
        using var http = isOverASocket ? new HttpClient() : new HttpClient(new EcsStubHandler(stub));
        using var body = new StringContent(
            "Action=GetCallerIdentity&Version=2011-06-15",
            Encoding.UTF8,
            "application/x-www-form-urlencoded"
        );
        stub.Faults.LoseConnectionAt(1);

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.PostAsync(new Uri(server.Url), body, TestContext.Current.CancellationToken)
        );
        var answer = await http.PostAsync(new Uri(server.Url), body, TestContext.Current.CancellationToken);
        var xml = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(stub.Caller, xml.Descendants().Single(element => element.Name.LocalName == "Arn").Value);
    }

    private static JsonClient Client(AmazonECSConfig configuration)
    {
        configuration.AuthenticationRegion = EcsStub.Region;
        return new JsonClient(Credentials, configuration, new JsonService("AmazonEC2ContainerServiceV20141113"));
    }

    private static JsonObject Asked() => new() { ["cluster"] = "shop", ["services"] = new JsonArray("web") };
}
