using System.Security.Cryptography;
using System.Text;
using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>A Dockerfile gets its secrets by mounts, wherever they come from, and nothing that is kept holds them.</summary>
public sealed class MountingSecrets(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    [Theory]
    [InlineData("env:NPM_TOKEN", "from the environment", Traits = [DependsOnTheEngineAttribute.Trait, DependsOnTheEngineAttribute.Other])]
    [InlineData("file:web/token.txt", "from a file", Traits = [DependsOnTheEngineAttribute.Trait, DependsOnTheEngineAttribute.Other])]
    [InlineData("secretsManager:{0}", """{"token":"from one key"}""")]
    [InlineData("secretsManager:{0}:token", "from one key")]
    [InlineData("parameterStore:/{0}", "from a parameter")]
    public async Task FromEverySource(string source, string value)
    {
        var name = repository.Name;
        repository.Write("web/token.txt", "from a file").Write("web/.dockerignore", "token.txt\n");
        if (source.StartsWith("secretsManager:", StringComparison.Ordinal))
        {
            await Given("secretsmanager", "create-secret", "--name", name, "--secret-string", """{"token":"from one key"}""");
        }

        if (source.StartsWith("parameterStore:", StringComparison.Ordinal))
        {
            await Given("ssm", "put-parameter", "--name", $"/{name}", "--type", "SecureString", "--value", "from a parameter");
        }

        Mounting(source.Replace("{0}", name, StringComparison.Ordinal));

        var result = (await new BuildHost(lab, repository).With("NPM_TOKEN", "from the environment").Run("--target=Ship")).Succeeds();

        var proof = await repository.Read(lab, "/proof");
        Assert.Equal(Sum(value), proof.StandardOutput.Split(' ')[0]);
        Assert.DoesNotContain(
            value,
            repository.Output("bake.json") + repository.Output("docker.log") + result.StandardOutput,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => repository.Dispose();

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // A secret's value is no part of what a step is cached by, so each repository has a step of its own.
    private void Mounting(string source) =>
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": {
                    "web": { "context": "web", "repository": "{{repository.Name}}/web", "secrets": { "npm": "{{source}}" } }
                  }
                }
                """
            )
            .Dockerfile("web", $"RUN --mount=type=secret,id=npm : {repository.Name}; sha256sum /run/secrets/npm > /proof")
            .CommitAll();

    private async Task Given(params string[] command)
    {
        var result = await lab.Exec(["aws", .. command]);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }
}
