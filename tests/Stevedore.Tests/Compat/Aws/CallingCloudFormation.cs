using System.Net;
using Amazon;
using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>The Query protocol.</summary>
[Collection(AwsEnvironment.Collection)]
public sealed class CallingCloudFormation : IDisposable
{
    private const string Nothing = "<CreateChangeSetResponse><CreateChangeSetResult/></CreateChangeSetResponse>";

    private readonly AwsEnvironment environment = new();

    [Fact]
    public async Task SendsAForm()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok(Nothing));
        using var client = Client(stub);
        await client.CreateChangeSetAsync(
            new()
            {
                StackName = "shop",
                ChangeSetName = "c",
                ChangeSetType = ChangeSetType.CREATE,
                Capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
                NotificationARNs = [],
                Parameters =
                [
                    new() { ParameterKey = "a b", ParameterValue = "é&=" },
                    new() { ParameterKey = "k", UsePreviousValue = true },
                ],
                RollbackConfiguration = new() { MonitoringTimeInMinutes = 5 },
            },
            TestContext.Current.CancellationToken
        );

        Assert.Equal("POST", stub.Request.Method);
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", stub.Request.Headers["Content-Type"]);
        Assert.False(stub.Request.Headers.ContainsKey("X-Amz-Target"));
        Assert.Equal(
            [
                "Action=CreateChangeSet",
                "Capabilities.member.1=CAPABILITY_IAM",
                "Capabilities.member.2=CAPABILITY_AUTO_EXPAND",
                "ChangeSetName=c",
                "ChangeSetType=CREATE",
                "NotificationARNs=",
                "Parameters.member.1.ParameterKey=a%20b",
                "Parameters.member.1.ParameterValue=%C3%A9%26%3D",
                "Parameters.member.2.ParameterKey=k",
                "Parameters.member.2.UsePreviousValue=true",
                "RollbackConfiguration.MonitoringTimeInMinutes=5",
                "StackName=shop",
                "Version=2010-05-15",
            ],
            stub.Request.Body.Split('&')
        );
    }

    [Fact]
    public async Task ReadsWhatIsInTheResult()
    {
        const string body = """
            <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
              <DescribeStacksResult><Stacks><member>
                <StackName>shop</StackName><StackStatus>BRAND_NEW</StackStatus><CreationTime>2026-01-02T03:04:05.678Z</CreationTime>
                <DisableRollback>false</DisableRollback><Unknown><Deep/></Unknown>
                <Outputs><member><OutputKey>url</OutputKey><OutputValue></OutputValue></member></Outputs>
                <Capabilities/>
              </member></Stacks></DescribeStacksResult>
              <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>
            </DescribeStacksResponse>
            """;
        using var stub = new StubEndpoint(StubAnswer.Ok(body));
        using var client = Client(stub);
        var response = await client.DescribeStacksAsync(new() { StackName = "shop" }, TestContext.Current.CancellationToken);

        var stack = Assert.Single(response.Stacks!);
        Assert.Equal("BRAND_NEW", stack.StackStatus!.Value);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), stack.CreationTime);
        Assert.Equal(DateTimeKind.Utc, stack.CreationTime!.Value.Kind);
        Assert.False(stack.DisableRollback);
        Assert.Equal("", Assert.Single(stack.Outputs!).OutputValue);
        Assert.Empty(stack.Capabilities!);
        Assert.Null(stack.Tags);
        Assert.Null(stack.TimeoutInMinutes);
        Assert.Equal("request-1", response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task ReadsAnAnswerThatHasNoResult()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok("<DeleteStackResponse><ResponseMetadata/></DeleteStackResponse>"));
        using var client = Client(stub);
        await client.DeleteStackAsync(new() { StackName = "shop" }, TestContext.Current.CancellationToken);
        Assert.Contains("Action=DeleteStack", stub.Request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GivesAnErrorTheTypeOfItsCodeWhichIsNotItsName()
    {
        var error = await Assert.ThrowsAsync<ChangeSetNotFoundException>(() =>
            Describe(Error("ChangeSetNotFound", "ChangeSet [c] does not exist"))
        );
        Assert.Equal("ChangeSetNotFound", error.ErrorCode);
        Assert.Equal("ChangeSet [c] does not exist", error.Message);
        Assert.Equal("request-1", error.RequestId);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task GivesTheServicesTypeWhereTheCodeHasNone()
    {
        var error = await Assert.ThrowsAsync<AmazonCloudFormationException>(() =>
            Describe(Error("ValidationError", "Stack [x] does not exist"))
        );
        Assert.Equal("ValidationError", error.ErrorCode);
    }

    [Theory]
    [InlineData("<html><br></html>")]
    [InlineData("proxy")]
    [InlineData("")]
    public async Task KeepsTheStatusOfAnAnswerThatIsNotOfTheService(string body)
    {
        var error = await Assert.ThrowsAsync<AmazonCloudFormationException>(() => Describe(new StubAnswer(403, body)));
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
    }

    [Fact]
    public async Task RepeatsWhatWasThrottled()
    {
        using var stub = new StubEndpoint(
            Error("Throttling", "Rate exceeded"),
            Error("Throttling", "Rate exceeded"),
            StubAnswer.Ok(Nothing)
        );
        using var client = Client(stub);
        await client.CreateChangeSetAsync(new(), TestContext.Current.CancellationToken);
        Assert.Equal(3, stub.Requests.Length);
    }

    [Fact]
    public async Task LeavesOutEmptyListsWhereListsStartEmpty()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok(Nothing));
        using var client = Client(stub);
        AWSConfigs.InitializeCollections = true;
        try
        {
            var response = await client.CreateChangeSetAsync(new(), TestContext.Current.CancellationToken);
            Assert.Equal("Action=CreateChangeSet&Version=2010-05-15", stub.Request.Body);
            Assert.Null(response.Id);
        }
        finally
        {
            AWSConfigs.InitializeCollections = false;
        }
    }

    public void Dispose() => environment.Dispose();

    private static StubAnswer Error(string code, string message) =>
        new(
            400,
            $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>"
        );

    private static AmazonCloudFormationClient Client(StubEndpoint stub) =>
        new(AwsEnvironment.Credentials, new AmazonCloudFormationConfig { ServiceURL = stub.Url });

    private static async Task Describe(StubAnswer answer)
    {
        using var stub = new StubEndpoint(answer);
        using var client = Client(stub);
        await client.DescribeChangeSetAsync(new() { ChangeSetName = "c" }, TestContext.Current.CancellationToken);
    }
}
