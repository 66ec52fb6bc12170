using Amazon.ECR;
using Amazon.Runtime;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class RetryingCalls : IDisposable
{
    private readonly AwsEnvironment environment = new();

    [Fact]
    public async Task SucceedsAfterAFailureOfTheServer()
    {
        using var stub = new StubEndpoint(new StubAnswer(500, "{}"), StubAnswer.Ok());
        await Call(stub);
        Assert.Equal(2, stub.Requests.Length);
    }

    [Fact]
    public async Task GivesUpAfterThreeAttempts()
    {
        using var stub = new StubEndpoint(StubAnswer.Error("ThrottlingException", "Rate exceeded"));
        var error = await Assert.ThrowsAsync<AmazonECRException>(() => Call(stub));
        Assert.Equal("ThrottlingException", error.ErrorCode);
        Assert.Equal(3, stub.Requests.Length);
    }

    [Fact]
    public async Task MakesAsManyAttemptsAsTheEnvironmentSays()
    {
        environment.With("AWS_MAX_ATTEMPTS", "1");
        using var stub = new StubEndpoint(StubAnswer.Error("ThrottlingException"));
        await Assert.ThrowsAsync<AmazonECRException>(() => Call(stub));
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("RepositoryNotFoundException")]
    public async Task DoesNotRepeatWhatWillFailAgain(string code)
    {
        using var stub = new StubEndpoint(StubAnswer.Error(code));
        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => Call(stub));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task StopsAtOnceWhenCancelled()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok() with { Delay = TimeSpan.FromSeconds(30) });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stub.FirstRequest.GetAwaiter().OnCompleted(cancellation.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Call(stub, cancellation.Token));
        Assert.Single(stub.Requests);
    }

    public void Dispose() => environment.Dispose();

    private static async Task Call(StubEndpoint stub, CancellationToken? cancellationToken = null)
    {
        using var client = new AmazonECRClient(AwsEnvironment.Credentials, new AmazonECRConfig { ServiceURL = stub.Url });
        await client.GetAuthorizationTokenAsync(new(), cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
