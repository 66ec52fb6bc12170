using Stevedore.Credentials;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class FindingTheCredentialInASecret
{
    private static readonly SecretsManagerCredentialSettings Keyed = new("s", "user", "token");

    [Theory]
    [InlineData("""{"user":"acme","token":"t0ken"}""")]
    [InlineData("""{"token":"t0ken\n","other":{"a":1},"user":" acme "}""")]
    public void ReadsTheTwoKeys(string text) => Assert.Equal(("acme", "t0ken"), Parse(text, Keyed));

    [Fact]
    public void TakesANumberForItsDigits() => Assert.Equal(("acme", "123"), Parse("""{"user":"acme","token":123}""", Keyed));

    [Fact]
    public void HasKeysOfItsOwnWhereNoneAreNamed() =>
        Assert.Equal(("acme", "t"), Parse("""{"DOCKER_USERNAME":"acme","DOCKER_TOKEN":"t"}""", new("s")));

    [Fact]
    public void TakesTheWholeTextForThePasswordOfANamedUser() =>
        Assert.Equal(("acme", "t0ken"), Parse("t0ken\n", new("s", Username: "acme")));

    [Fact]
    public void TakesOneKeyForThePasswordOfANamedUser() =>
        Assert.Equal(("acme", "t"), Parse("""{"token":"t"}""", new("s", PasswordKey: "token", Username: "acme")));

    [Theory]
    [InlineData("""{"a":1,"a":2,"user":"x","token":"y","user":"acme","token":"t0ken"}""")]
    [InlineData("""{"other":"\ud800","\udc00":1,"user":"acme","token":"t0ken"}""")]
    [InlineData("\ufeff{\"user\":\"acme\",\"token\":\"t0ken\"}")]
    [InlineData("""{"\u0075ser":"acme","token":"t\u0030ken"}""")]
    public void ReadsOddJsonAsOtherProgramsDo(string text) => Assert.Equal(("acme", "t0ken"), Parse(text, Keyed));

    [Fact]
    public void ReadsWhatIsNestedDeeply()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 20_000)) + string.Concat(Enumerable.Repeat("]", 20_000));

        Assert.Equal(("acme", "t0ken"), Parse($$"""{"deep":{{deep}},"user":"acme","token":"t0ken"}""", Keyed));
    }

    [Theory]
    [InlineData(
        """{"user":"\ud800","token":"s3cret"}""",
        "its key 'user' holds half a character (an unpaired surrogate), which is no text. Store it again with the target CredentialsStore."
    )]
    [InlineData(
        """{"user":"acme","token":"s3cret\udc00"}""",
        "its key 'token' holds half a character (an unpaired surrogate), which is no text. Store it again with the target CredentialsStore."
    )]
    [InlineData("""{"user":"acme","token":[[["s3cret"]]]}""", "its key 'token' holds no text. Store it with the target CredentialsStore.")]
    [InlineData(
        """{"user":"acme","token":"s3cret"} x""",
        "it is not a JSON object. Store it with keys, as the target CredentialsStore does, or set credentials.username when the whole secret is the password."
    )]
    [InlineData(
        "s3cret",
        "it is not a JSON object. Store it with keys, as the target CredentialsStore does, or set credentials.username when the whole secret is the password."
    )]
    [InlineData(
        "\"s3cret\"",
        "it is not a JSON object. Store it with keys, as the target CredentialsStore does, or set credentials.username when the whole secret is the password."
    )]
    [InlineData(
        """{"user":"acme","TOKEN":"s3cret"}""",
        "it has no key 'token', only user, TOKEN. Correct credentials.usernameKey and credentials.passwordKey, or add the key with the target CredentialsStore."
    )]
    [InlineData(
        """{"acme":"s3cret","s3cret":"x","hubUser":1}""",
        "it has no key 'user', only hubUser and 2 others. Correct credentials.usernameKey and credentials.passwordKey, or add the key with the target CredentialsStore."
    )]
    [InlineData(
        """{"s3cret":"acme"}""",
        "it has no key 'user', only one other. Correct credentials.usernameKey and credentials.passwordKey, or add the key with the target CredentialsStore."
    )]
    [InlineData(
        "{}",
        "it has no key 'user'. Correct credentials.usernameKey and credentials.passwordKey, or add the key with the target CredentialsStore."
    )]
    [InlineData("""{"user":"acme","token":""}""", "its key 'token' holds no text. Store it with the target CredentialsStore.")]
    [InlineData("""{"user":"acme","token":["s3cret"]}""", "its key 'token' holds no text. Store it with the target CredentialsStore.")]
    public void SaysWhatIsMissingAndNeverWhatIsThere(string text, string why)
    {
        var error = Assert.Throws<StevedoreException>(() => Parse(text, Keyed));

        Assert.Equal($"Cannot log in: {why}", error.Message);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    private static (string Username, string Password) Parse(string text, SecretsManagerCredentialSettings settings)
    {
        var (username, password) = SecretText.Parse(new(text, new()), settings, "Cannot log in");
        return (username, password.Reveal());
    }
}
