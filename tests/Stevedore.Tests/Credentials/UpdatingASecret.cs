using Stevedore.Credentials;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class UpdatingASecret
{
    private static readonly SecretsManagerCredentialSettings Keyed = new("s", "user", "token");
    private static readonly SecretsManagerCredentialSettings Whole = new("s", Username: "acme");
    private static readonly Redactor Redactor = new();
    private static readonly NewCredential Given = new("acme", new("t+é", Redactor));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{}")]
    public void MakesTheTwoKeys(string? existing) => Assert.Equal("""{"user":"acme","token":"t+é"}""", Apply(existing, Keyed));

    [Fact]
    public void KeepsWhatElseIsThere() =>
        Assert.Equal("""{"token":"t+é","other":[1],"user":"acme"}""", Apply("""{"token":"old","other":[1]}""", Keyed));

    [Theory]
    [InlineData("""{"a":1,"a":2}""", """{"a":1,"a":2,"user":"acme","token":"t+é"}""")]
    [InlineData(
        """{"token":"x","n":1.10e+400,"s":"\ud800\u0041\/","\udc00":null,"token":"y"}""",
        """{"token":"t+é","n":1.10e+400,"s":"\ud800\u0041\/","\udc00":null,"token":"t+é","user":"acme"}"""
    )]
    [InlineData("{\n  \"db\": 1,\n  \"token\": \"x\"\n}\n", "{\n  \"db\": 1,\n  \"token\": \"t+é\",\"user\":\"acme\"\n}\n")]
    [InlineData("""{"\u0074oken":[[{}]]}""", """{"\u0074oken":"t+é","user":"acme"}""")]
    public void KeepsEveryLetterOfOddJson(string existing, string expected) => Assert.Equal(expected, Apply(existing, Keyed));

    [Fact]
    public void EscapesKeysThatNeedIt() => Assert.Equal("{\"a\\\"b\":\"acme\",\"c\\\\d\":\"t+é\"}", Apply(null, new("s", "a\"b", "c\\d")));

    [Theory]
    [InlineData("old")]
    [InlineData("\"old\"")]
    [InlineData("123")]
    [InlineData("{old")]
    public void ReplacesTheWholeTextOfANamedUser(string existing) => Assert.Equal("t+é", Apply(existing, Whole));

    [Theory]
    [InlineData("""{"DOCKER_TOKEN":"s3cret","db":"precious"}""")]
    [InlineData("\ufeff {\"db\":\"s3cret\"}\n")]
    [InlineData("""["s3cret"]""")]
    [InlineData("""{"db":"s3cret",}""")]
    public void DoesNotReplaceKeysByAWholeText(string existing)
    {
        var error = Assert.Throws<StevedoreException>(() => Apply(existing, Whole));

        Assert.Equal(
            "Cannot write it: it is JSON with keys, and the settings make the whole secret the password, so that the keys would be lost. "
                + "Set credentials.passwordKey to the key of the password, name another secret, or delete this one.",
            error.Message
        );
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3cret")]
    [InlineData("""["s3cret"]""")]
    [InlineData("""{"a":"s3cret"} {}""")]
    [InlineData("""{"a":"s3cret",}""")]
    public void DoesNotOverwriteWhatIsNoObject(string existing)
    {
        var error = Assert.Throws<StevedoreException>(() => Apply(existing, Keyed));

        Assert.Equal(
            "Cannot write it: it is not a JSON object, and would be overwritten as a whole. "
                + "Name another secret, delete this one, or set credentials.username when the whole secret is the password.",
            error.Message
        );
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, """{"x":2,"theirs":"b","token":"t+é","mine":1,"user":"acme"}""")]
    [InlineData(false, """{"x":1,"token":"t+é","mine":1,"theirs":"b","user":"acme"}""")]
    public void KeepsWhatWasWrittenInTheSameMoment(bool isNewer, string expected) =>
        Assert.Equal(expected, Apply("""{"x":1,"token":"old","mine":1}""", Keyed, """{"x":2,"theirs":"b","token":"other"}""", isNewer));

    [Theory]
    [InlineData("""{"user":"acme","token":"new"}""", SecretFate.Kept)]
    [InlineData("""{"token":"new","user":"acme","more":1}""", SecretFate.Kept)]
    [InlineData("""{"user":"bob","token":"old","more":1}""", SecretFate.Lost)]
    [InlineData("""{"user":"acme","token":"old"}""", SecretFate.Lost)]
    [InlineData("""{"user":"acme","token":"another"}""", SecretFate.Replaced)]
    [InlineData("another", SecretFate.Replaced)]
    public void TellsWhatBecameOfIt(string now, Enum fate) =>
        Assert.Equal(
            fate,
            SecretUpdate.Fate(Of(now), Of("""{"user":"acme","token":"new"}"""), Of("""{"user":"bob","token":"old"}"""), Keyed)
        );

    private static Secret Of(string text) => new(text, Redactor);

    private static string Apply(
        string? existing,
        SecretsManagerCredentialSettings settings,
        string? overwritten = null,
        bool isNewer = false
    ) =>
        SecretUpdate
            .Apply(
                existing is null ? null : Of(existing),
                settings,
                Given,
                "Cannot write it",
                overwritten is null ? null : new(Of(overwritten), isNewer)
            )
            .Reveal();
}
