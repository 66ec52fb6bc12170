using System.Text;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

/// <summary>An ECR token that is good at the login, and rejected when the build is pushed.</summary>
public sealed class OutlivingAToken(LabFixture lab) : IDisposable
{
    private const string Host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    private const string Expired = "123456789012-auth-token";
    private const string New = "210987654321-auth-token";

    private readonly SampleRepository repository = new();

    // The registry reads it again when it changes.
    private string Accepted => Path.Combine(lab.Variables["STEVEDORE_LAB"], "registries", Host, "htpasswd");

    private string AcceptedBefore => Path.Combine(repository.Workspace, "htpasswd");

    public void Dispose()
    {
        Replace(AcceptedBefore);
        repository.Dispose();
    }

    [Fact]
    public async Task PushesAgainWithANewOne()
    {
        var docker = Given();
        await using var aws = new AwsStub(lab).Answer("GetAuthorizationToken", () => Token(HasExpired(docker) ? New : Expired));

        var result = (await aws.In(docker.In(new(lab, repository))).Run("--target=Ship")).Succeeds();

        Assert.Contains(
            "A registry's token expired during the build; pushing again with a new one.",
            result.StandardOutput + result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(["buildx ls", "buildx bake", "buildx bake"], docker.Calls.Select(call => string.Join(' ', call.Split(' ')[..2])));
        Replace(AcceptedBefore);
        Assert.Equal([repository.Tag], await new LabRegistry(lab, $"https://{Host}").Tags($"{repository.Name}/web"));
        Assert.DoesNotContain(New, result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhichRegistryRejectsItWhenThereIsNoOther()
    {
        var docker = Given();
        await using var aws = new AwsStub(lab).Answer("GetAuthorizationToken", () => Token(Expired));

        var result = await aws.In(docker.In(new(lab, repository))).Run("--target=Ship");

        Assert.Equal(
            $"Cannot build the images: the registry of {Host}/{repository.Name}/web:{repository.Tag} did not accept the credentials, or got none. "
                + "Run the target ShipLogin, which tries those of each registry in the settings.",
            result.Message.Split('\n')[0]
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Single(docker.Calls, call => call.StartsWith("buildx bake", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaysSoWhenATagCannotBeSetAnyMore()
    {
        await using var front = new FrontRegistry(lab);
        front.Refuse("^PUT .*/manifests/latest$", 403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");
        Given();
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web", "cache": "none" } },
                  "registries": { "lan": { "type": "registry", "host": "{{front.Host}}" } },
                  "tags": ["{sha:8}", "latest"]
                }
                """
            )
            .CommitAll();

        var result = await new BuildHost(lab, repository).Run("--target=Ship");

        var place = $"{front.Host}/{repository.Name}/web";
        Assert.Matches(
            $"""
            ^Cannot write {place}:latest: the registry answered 403 Forbidden \(Your authorization token has expired\. Reauthenticate and try again\.\)\. Get a new token and run again \(ECR's live for 12 hours\): what is there already is kept\.
            Every registry has this commit's images\. The moving tags:
              {place}:latest: not set, there is nothing
            Run again: what is there is kept, and only what is left is set\.$
            """,
            result.Message
        );
        Assert.Equal(1, result.ExitCode);
    }

    private RecordedDocker Given()
    {
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web", "cache": "none" } },
                  "registries": { "ecr": { "type": "ecr", "region": "us-east-1" } }
                }
                """
            )
            .Dockerfile("web", $"LABEL repository={repository.Name}")
            .CommitAll();
        File.Copy(Accepted, AcceptedBefore);
        return RecordedDocker.Real(
            lab,
            repository,
            $"case \"$*\" in *bake*) cat '{Accepted.Replace("123456789012", "210987654321", StringComparison.Ordinal)}' >'{Accepted}' ;; esac"
        );
    }

    private static bool HasExpired(RecordedDocker docker) =>
        docker.Calls.Any(call => call.StartsWith("buildx bake", StringComparison.Ordinal));

    private static string Token(string password) =>
        $$"""{"authorizationData":[{"authorizationToken":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{password}"))}}","expiresAt":1}]}""";

    private void Replace(string file) => File.WriteAllBytes(Accepted, File.ReadAllBytes(file));
}
