using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Stevedore.Credentials;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class WritingASecret : IDisposable
{
    private static readonly SecretsManagerCredentialSettings Keyed = new("hub", "user", "token");
    private readonly SecretOfOthers secret = new();

    public void Dispose() => secret.Dispose();

    [Fact]
    public async Task MakesOne()
    {
        Assert.Equal("Created the secret 'hub' in eu-central-1 (keys user and token); it reads back as written.", await Write(Keyed));
        Assert.Equal("""{"user":"acme","token":"new"}""", secret.Text);
        Assert.Equal(1, secret.Writes);
    }

    [Fact]
    public async Task GivesOneWithoutAValueItsFirst()
    {
        secret.Exists();

        Assert.Equal("Updated the secret 'hub' in eu-central-1 (keys user and token); it reads back as written.", await Write(Keyed));
        Assert.Equal("""{"user":"acme","token":"new"}""", secret.Text);
    }

    [Fact]
    public async Task WritesBesideOneThatIsMadeInTheSameMoment()
    {
        secret.Before[1] = () => secret.Write("""{"theirs":"1"}""");

        Assert.StartsWith("Updated", await Write(Keyed), StringComparison.Ordinal);
        Assert.Equal("""{"theirs":"1","user":"acme","token":"new"}""", secret.Text);
    }

    [Fact]
    public async Task MergesAgainWhatWasWrittenBetweenReadingAndWriting()
    {
        secret.Write("""{"x":1}""");
        secret.Before[1] = () => secret.Write("""{"x":2,"theirs":"1"}""");
        secret.Before[2] = () => secret.Write("""{"x":2,"more":"1"}""");

        await Write(Keyed);

        Assert.Equal(["2", "1", "1", "acme", "new"], Values("x", "theirs", "more", "user", "token"));
        Assert.Equal(3, secret.Writes);
    }

    [Fact]
    public async Task WritesAgainWhatOthersOverwrote()
    {
        secret.Write("""{"x":1}""");
        secret.After[1] = () => secret.Write("""{"x":1,"theirs":"1"}""");

        await Write(Keyed);

        Assert.Equal(["1", "1", "acme", "new"], Values("x", "theirs", "user", "token"));
        Assert.Equal(2, secret.Writes);
    }

    [Fact]
    public async Task LeavesWhatOthersAddedAfterwards()
    {
        secret.Write("{}");
        secret.After[1] = () => secret.Write("""{"user":"acme","token":"new","theirs":"1"}""");

        await Write(Keyed);

        Assert.Equal("""{"user":"acme","token":"new","theirs":"1"}""", secret.Text);
        Assert.Equal(1, secret.Writes);
    }

    [Fact]
    public async Task DoesNotFightAgainstAnotherCredential()
    {
        secret.Write("""{"user":"acme","token":"old"}""");
        secret.After[1] = () => secret.Write("""{"user":"acme","token":"another"}""");

        Assert.Equal(
            "Cannot write the secret 'hub' in eu-central-1: it does not read back as written. Run again; somebody else may be writing it.",
            await Fault(Keyed)
        );
        Assert.Equal(1, secret.Writes);
    }

    [Fact]
    public async Task PutsBackWhatItWouldHaveRefused()
    {
        secret.Write("old");
        secret.Before[1] = () => secret.Write("""{"db":"precious"}""");

        Assert.StartsWith(
            "Cannot write the secret 'hub' in eu-central-1: it is JSON with keys",
            await Fault(new("hub", Username: "acme")),
            StringComparison.Ordinal
        );
        Assert.Equal("""{"db":"precious"}""", secret.Text);
    }

    [Fact]
    public async Task PutsBackWhatBecameBinary()
    {
        secret.Write("{}");
        secret.Before[1] = () => secret.Write([1, 2, 3]);

        Assert.Equal(
            "Cannot write the secret 'hub' in eu-central-1: it is binary, and would be overwritten as a whole. Name another secret, or delete this one.",
            await Fault(Keyed)
        );
        Assert.Equal([1, 2, 3], secret.Binary);
    }

    [Fact]
    public async Task SaysThatItIsWrittenWhereItMayNotLookAtWhatWasBefore()
    {
        secret.Write("{}");
        secret.PreviousRefusal = Refused("no such stage for you");

        Assert.StartsWith(
            "Cannot tell what the secret 'hub' in eu-central-1 held before: the new credentials are in it, but ",
            await Fault(Keyed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SaysThatItMayBeWrittenWhereAwsFailed()
    {
        secret.Write("{}");
        secret.Refusal = new InternalServiceErrorException("We had a problem")
        {
            StatusCode = System.Net.HttpStatusCode.InternalServerError,
        };

        Assert.Equal(
            "Cannot write the secret 'hub' in eu-central-1: AWS failed, so that it may be written or not (We had a problem). See with the target CredentialsCheck, and run again where it is not.",
            await Fault(Keyed)
        );
    }

    [Fact]
    public async Task MayNotUseTheKey()
    {
        const string message =
            "Cannot write the secret 'hub' in eu-central-1: it cannot be encrypted: its KMS key is disabled, deleted, or not to be used by this role. "
            + """Let the role use the key ({"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"KEY","Condition":{"StringEquals":{"kms:ViaService":"secretsmanager.eu-central-1.amazonaws.com"}}}), or enable it.""";
        secret.Write("{}");

        foreach (
            var (refusal, key) in new (Exception, string)[]
            {
                (
                    new EncryptionFailureException("Secrets Manager can't encrypt the protected secret text."),
                    "arn:aws:kms:eu-central-1:*:key/<its key>"
                ),
                (Refused("Access to KMS is not allowed"), "arn:aws:kms:eu-central-1:*:key/<its key>"),
                (
                    Refused(
                        "User: arn:aws:iam::1:user/x is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-central-1:1:key/k because no policy allows it"
                    ),
                    "arn:aws:kms:eu-central-1:1:key/k"
                ),
            }
        )
        {
            secret.Refusal = refusal;
            Assert.Equal(message.Replace("KEY", key, StringComparison.Ordinal), await Fault(Keyed));
        }
    }

    [Fact]
    public async Task MayNotWriteIt()
    {
        secret.Write("{}");
        secret.Refusal = Refused("User: x is not authorized to perform: secretsmanager:PutSecretValue on resource: hub");

        Assert.Contains("""{"Effect":"Allow","Action":"secretsmanager:PutSecretValue",""", await Fault(Keyed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsScheduledForDeletion()
    {
        secret.Refusal = new InvalidRequestException(
            "You can't create this secret because a secret with this name is already scheduled for deletion."
        );

        Assert.Equal(
            "Cannot write the secret 'hub' in eu-central-1: it is scheduled for deletion. "
                + "Bring it back with `aws secretsmanager restore-secret --secret-id hub --region eu-central-1`, or name another.",
            await Fault(Keyed)
        );
    }

    private static AmazonSecretsManagerException Refused(string message) =>
        new(message, null, ErrorType.Sender, "AccessDeniedException", "1", HttpStatusCode.BadRequest);

    private string[] Values(params string[] keys)
    {
        using var document = JsonDocument.Parse(secret.Text!);
        return [.. keys.Select(key => document.RootElement.GetProperty(key).ToString())];
    }

    private Task<string> Write(SecretsManagerCredentialSettings settings)
    {
        Redactor redactor = new();
        return new SecretWriter(secret.Aws, redactor).Write(
            settings,
            new(settings.Username is null ? "acme" : null, new("new", redactor)),
            TestContext.Current.CancellationToken
        );
    }

    private async Task<string> Fault(SecretsManagerCredentialSettings settings) =>
        (await Assert.ThrowsAsync<StevedoreException>(() => Write(settings))).Message;
}
