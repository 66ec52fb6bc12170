using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using NSubstitute;
using Stevedore.Aws;

namespace Stevedore.Tests.Credentials;

/// <summary>A secret in Secrets Manager that others write, too.</summary>
internal sealed class SecretOfOthers : IDisposable
{
    private readonly List<(string Id, string? Text, byte[]? Binary)> versions = [];
    private readonly IAmazonSecretsManager client = Substitute.For<IAmazonSecretsManager>();
    private bool exists;

    public SecretOfOthers()
    {
        Aws.DefaultRegion().Returns("eu-central-1");
        Aws.SecretsManager(Arg.Any<string>(), Arg.Any<string?>()).Returns(client);
        client
            .GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Read(call.Arg<GetSecretValueRequest>()));
        client
            .PutSecretValueAsync(Arg.Any<PutSecretValueRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Put(call.Arg<PutSecretValueRequest>()));
        client
            .CreateSecretAsync(Arg.Any<CreateSecretRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Create(call.Arg<CreateSecretRequest>()));
    }

    public IAwsClients Aws { get; } = Substitute.For<IAwsClients>();

    /// <summary>What others do in the moment before, and after, the n-th write.</summary>
    public Dictionary<int, Action> Before { get; } = [];

    public Dictionary<int, Action> After { get; } = [];

    public Exception? Refusal { get; set; }

    public int Writes { get; private set; }

    public string? Text => versions.Count == 0 ? null : versions[^1].Text;

    public byte[]? Binary => versions[^1].Binary;

    public void Exists() => exists = true;

    public void Write(string text)
    {
        exists = true;
        versions.Add(($"theirs-{versions.Count}", text, null));
    }

    public void Write(byte[] binary)
    {
        exists = true;
        versions.Add(($"theirs-{versions.Count}", null, binary));
    }

    /// <summary>What reading the version before the current one ends with; null for that version.</summary>
    public Exception? PreviousRefusal { get; set; }

    public void Dispose() => client.Dispose();

    private GetSecretValueResponse Read(GetSecretValueRequest request)
    {
        if (request.VersionStage == "AWSPREVIOUS" && PreviousRefusal is not null)
        {
            throw PreviousRefusal;
        }

        var index = request.VersionStage == "AWSPREVIOUS" ? versions.Count - 2 : versions.Count - 1;
        return !exists ? throw new ResourceNotFoundException("Secrets Manager can't find the specified secret.")
            : index < 0
                ? throw new ResourceNotFoundException("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT")
            : new()
            {
                VersionId = versions[index].Id,
                SecretString = versions[index].Text,
                SecretBinary = versions[index].Binary is { } binary ? new(binary) : null,
            };
    }

    private PutSecretValueResponse Put(PutSecretValueRequest request)
    {
        Writes++;
        Before.GetValueOrDefault(Writes)?.Invoke();
        if (Refusal is not null)
        {
            throw Refusal;
        }

        versions.Add((request.ClientRequestToken!, request.SecretString, request.SecretBinary?.ToArray()));
        After.GetValueOrDefault(Writes)?.Invoke();
        return new() { VersionId = request.ClientRequestToken };
    }

    private CreateSecretResponse Create(CreateSecretRequest request)
    {
        Writes++;
        Before.GetValueOrDefault(Writes)?.Invoke();
        if (Refusal is not null)
        {
            throw Refusal;
        }

        if (exists)
        {
            throw new ResourceExistsException("The operation failed because the secret already exists.");
        }

        exists = true;
        versions.Add(("created", request.SecretString, null));
        After.GetValueOrDefault(Writes)?.Invoke();
        return new() { VersionId = "created" };
    }
}
