using System.Diagnostics;
using Cake.Core;
using NSubstitute;
using Stevedore.Credentials;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class AskingAHelper : IDisposable
{
    private const string Answer = """{"Username":"acme","Secret":"s3cret"}""";
    private readonly TemporaryFolder folder = new();
    private readonly CleanUp cleanUp = new();

    public void Dispose()
    {
        cleanUp.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("echo '" + Answer + "'")]
    [InlineData("printf '" + Answer + "'")]
    [InlineData("echo '" + Answer + "'; sleep 100 &")]
    [InlineData("printf '" + Answer + "'; sleep 100 &")]
    public async Task TakesWhatItAnswers(string script)
    {
        var time = Stopwatch.StartNew();

        var found = await Ask(script);

        Assert.Equal("acme", found!.Value.Username);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), time.Elapsed.ToString());
    }

    [Theory]
    [InlineData("exec yes s3cret")]
    [InlineData("echo hello; sleep 100 &")]
    public async Task RefusesWhatIsNoAnswer(string script) =>
        Assert.Equal(
            "what docker-credential-sample answered is not a user name and a secret",
            (await Assert.ThrowsAsync<StevedoreException>(() => Ask(script))).Why
        );

    private async Task<(string Username, Secret Password)?> Ask(string script)
    {
        folder.Program("docker-credential-sample", $"cat > /dev/null\n{script}\n");
        var cake = Substitute.For<ICakeContext>();
        cake.Environment.GetEnvironmentVariable("PATH").Returns(folder.Path);
        cake.ProcessRunner.Returns(new IsolatedProcesses(folder.Path));
        return await new CredentialHelper(cake, cleanUp, new()).Get(
            new("sample", "r.example.com", IsForHost: false),
            TestContext.Current.CancellationToken
        );
    }
}
