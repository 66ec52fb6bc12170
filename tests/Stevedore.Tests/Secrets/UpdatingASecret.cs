using Stevedore.Secrets;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Secrets;

public sealed class UpdatingASecret
{
    private static readonly SecretsManagerCredentialSettings Keyed = new("s", "user", "token");
    private static readonly NewCredential Given = new("acme", new("t+é", new()));

    [Fact]
    public void MakesTheTwoKeys() => Assert.Equal("""{"user":"acme","token":"t+é"}""", Apply(null, Keyed));

    [Fact]
    public void KeepsWhatElseIsThere() =>
        Assert.Equal("""{"token":"t+é","other":[1],"user":"acme"}""", Apply("""{"token":"old","other":[1]}""", Keyed));

    [Fact]
    public void ReplacesTheWholeTextOfANamedUser() => Assert.Equal("t+é", Apply("old", new("s", Username: "acme")));

    [Fact]
    public void DoesNotOverwriteWhatIsNoObject()
    {
        var error = Assert.Throws<StevedoreException>(() => Apply("s3cret", Keyed));

        Assert.Equal(
            "Cannot write it: it is not a JSON object, and would be overwritten as a whole. "
                + "Name another secret, delete this one, or set credentials.username when the whole secret is the password.",
            error.Message
        );
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    private static string Apply(string? existing, SecretsManagerCredentialSettings settings) =>
        SecretUpdate.Apply(existing is null ? null : new(existing, new()), settings, Given, "Cannot write it").Reveal();
}
