using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Cake.Core;
using NSubstitute;
using Stevedore.Aws;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class GettingBuildSecrets : IDisposable
{
    private readonly IAwsClients aws = Substitute.For<IAwsClients>();
    private readonly IAmazonSecretsManager secrets = Substitute.For<IAmazonSecretsManager>();
    private readonly IAmazonSimpleSystemsManagement parameters = Substitute.For<IAmazonSimpleSystemsManagement>();
    private readonly ICakeEnvironment environment = Substitute.For<ICakeEnvironment>();
    private readonly TemporaryFolder folder = new();
    private readonly Redactor redactor = new();
    private readonly List<string[]> calls = [];

    public GettingBuildSecrets()
    {
        aws.DefaultRegion().Returns("eu-central-1");
        aws.SecretsManager(Arg.Any<string>(), Arg.Any<string?>()).Returns(secrets);
        aws.ParameterStore(Arg.Any<string>(), Arg.Any<string?>()).Returns(parameters);
        environment.GetEnvironmentVariable("NPM_TOKEN").Returns("set");
        environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(folder.Path));
        parameters
            .GetParametersAsync(Arg.Any<GetParametersRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                calls.Add([.. call.Arg<GetParametersRequest>().Names!]);
                return new GetParametersResponse
                {
                    Parameters = [.. calls[^1].Select(name => new Parameter { Name = name, Value = $"value of {name}" })],
                };
            });
    }

    public void Dispose()
    {
        secrets.Dispose();
        parameters.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task AsksForEachParameter()
    {
        var sources = Enumerable.Range(1, 12).Select(number => $"\"p{number}\": \"parameterStore:/p/{number}\"");

        var variables = await Read(string.Join(", ", sources));

        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"/p/{number}"), calls.SelectMany(names => names));
        Assert.Equal("value of /p/12", variables.Values[variables.Names["web/p12"]].Reveal());
    }

    [Fact]
    public async Task HidesWhatIsInAFileOfTheUsersFolder()
    {
        environment.GetEnvironmentVariable("HOME").Returns(folder.Path);
        await File.WriteAllTextAsync(folder.File("token"), "hunter2-of-the-home", TestContext.Current.CancellationToken);

        await Read("\"npmrc\": \"file:~/token\"");

        Assert.DoesNotContain("hunter2", redactor.Redact("it is hunter2-of-the-home."), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsksForAllSecretsAtOnce()
    {
        using var all = new CountdownEvent(2);
        secrets
            .GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>())
            .Returns(async call =>
            {
                // Nobody is answered before both have asked.
                all.Signal();
                await Task.Run(() => Assert.True(all.Wait(TimeSpan.FromSeconds(10))), TestContext.Current.CancellationToken);
                return new GetSecretValueResponse { SecretString = $$"""{"key":"{{call.Arg<GetSecretValueRequest>().SecretId}}"}""" };
            });

        var variables = await Read("\"one\": \"secretsManager:a:key\", \"two\": \"secretsManager:b:key\"");

        Assert.Equal(["a", "b"], new[] { "web/one", "web/two" }.Select(secret => variables.Values[variables.Names[secret]].Reveal()));
    }

    [Fact]
    public async Task LeavesVariablesAndFilesWhereTheyAre()
    {
        var variables = await Read("\"npmrc\": \"env:NPM_TOKEN\", \"key\": \"file:key.pem\", \"p\": \"parameterStore:/p\"");

        Assert.Equal(
            [KeyValuePair.Create("web/npmrc", "NPM_TOKEN"), KeyValuePair.Create("web/p", "STEVEDORE_SECRET_0")],
            variables.Names.OrderBy(name => name.Key, StringComparer.Ordinal)
        );
        Assert.Equal(["STEVEDORE_SECRET_0"], variables.Values.Keys);
    }

    [Fact]
    public async Task KeepsEveryOneOutOfWhatTheBuildPrints()
    {
        environment.GetEnvironmentVariable("NPM_TOKEN").Returns("npm_4f5e6d7c");
        await File.WriteAllTextAsync(folder.File("key.pem"), "key: 9a8b7c6d5e\n", TestContext.Current.CancellationToken);

        await Read("\"npmrc\": \"env:NPM_TOKEN\", \"key\": \"file:key.pem\", \"none\": \"file:none\", \"p\": \"parameterStore:/p\"");

        Assert.Equal("[REDACTED], [REDACTED] and [REDACTED]", redactor.Redact("npm_4f5e6d7c, key: 9a8b7c6d5e and value of /p"));
    }

    [Fact]
    public async Task SaysWhichVariableIsMissing()
    {
        environment.GetEnvironmentVariable("NPM_TOKEN").Returns(null as string);

        Assert.Equal(
            "Cannot build web: its secret 'npm' comes from the variable NPM_TOKEN, which is not set. "
                + "Set NPM_TOKEN, or change images.web.secrets.npm.",
            (await Assert.ThrowsAsync<StevedoreException>(() => Read("\"npm\": \"env:NPM_TOKEN\""))).Message
        );
    }

    [Fact]
    public async Task SaysWhichKeyIsMissing()
    {
        secrets
            .GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>())
            .Returns(new GetSecretValueResponse { SecretString = """{"token":"x"}""" });

        Assert.Equal(
            "Cannot build web: the secret 'shop' is not JSON with a text under the key 'other', which its secret 'npm' is to be. "
                + "Correct images.web.secrets.npm, or the secret.",
            (await Assert.ThrowsAsync<StevedoreException>(() => Read("\"npm\": \"secretsManager:shop:other\""))).Message
        );
    }

    private Task<BuildSecretVariables> Read(string sources) =>
        new BuildSecrets(environment, new(aws, redactor), new(aws, redactor), redactor).Read(
            new PlanCase(
                $$"""{ "images": { "web": { "secrets": { {{sources}} } } }, "registries": { "lan": { "type": "registry", "host": "lan" } } }"""
            ).Plan(),
            TestContext.Current.CancellationToken
        );
}
