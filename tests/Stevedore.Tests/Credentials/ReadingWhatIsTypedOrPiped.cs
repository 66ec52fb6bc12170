using System.Text;
using Stevedore.Credentials;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class ReadingWhatIsTypedOrPiped
{
    [Theory]
    [InlineData("acme\nt0ken\n")]
    [InlineData("acme\r\nt0ken\r\n\r\n")]
    [InlineData("""{"username":"acme","password":"t0ken"}""")]
    [InlineData("""{"DOCKER_USERNAME":"acme","DOCKER_TOKEN":"t0ken"}""")]
    [InlineData(""" {"username":"acme","token":"t0ken","more":1}""")]
    public void TakesTwoLinesOrJson(string text)
    {
        var given = Parse(text, asksUsername: true);

        Assert.Equal(("acme", "t0ken"), (given.Username, given.Password.Reveal()));
    }

    [Theory]
    [InlineData("t0ken\n")]
    [InlineData("""{"password":"t0ken"}""")]
    public void TakesThePasswordAloneWhereTheUserIsNamed(string text)
    {
        var given = Parse(text, asksUsername: false);

        Assert.Equal((null, "t0ken"), (given.Username, given.Password.Reveal()));
    }

    [Theory]
    [InlineData("", "it has 0 lines")]
    [InlineData("s3cret", "it has 1 line")]
    [InlineData("a\nb\ns3cret", "it has 3 lines")]
    [InlineData("{\"username\":\"s3cret\"", "it is no JSON object of texts")]
    [InlineData("{\"username\":[\"s3cret\"]}", "it is no JSON object of texts")]
    [InlineData("{\"username\":\"s3cret\"}", "it has no `password`")]
    public void SaysWhatIsMissingAndNeverWhatIsThere(string text, string why)
    {
        var error = Assert.Throws<StevedoreException>(() => Parse(text, asksUsername: true));

        Assert.Equal(why, error.Why);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EFBBBF61636D650A74C3B66B0A")]
    [InlineData("61636D650D0A74C3B66B0D0A")]
    [InlineData("2061636D65200A0A0A09 74C3B66B")]
    public void TakesUtf8WhateverStandsBeforeIt(string bytes) => Assert.Equal(("acme", "tök"), Bytes(bytes));

    [Theory]
    [InlineData("61636D650A74F66B0A", "it is not UTF-8 (byte 7). Write it in UTF-8.")]
    [InlineData("FFFE610063006D006500", "it is UTF-16. Write it in UTF-8.")]
    [InlineData("610A74EDA0806B0A", "it is not UTF-8 (byte 4). Write it in UTF-8.")]
    [InlineData(
        "610A7400 6B0A",
        "character 2 of the password is a control character (U+0000). Copy it anew, without what stands around it."
    )]
    [InlineData(
        "610A741B5B446B",
        "character 2 of the password is a control character (U+001B). Copy it anew, without what stands around it."
    )]
    [InlineData("610A740D6B", "character 2 of the password is a control character (U+000D). Copy it anew, without what stands around it.")]
    [InlineData(
        "61C2850A62E2808B63",
        "character 2 of the password is one that nobody can see (U+200B). Copy it anew, without what stands around it."
    )]
    [InlineData("6109620A63", "character 2 of the user name is a control character (U+0009). Copy it anew, without what stands around it.")]
    [InlineData(
        "610AEFBFBD62",
        "character 1 of the password is one that could not be read (U+FFFD). Copy it anew, without what stands around it."
    )]
    public void RefusesWhatWouldBeAnotherText(string bytes, string message) =>
        Assert.Equal(
            $"Cannot read the credentials from standard input: {message}",
            Assert.Throws<StevedoreException>(() => Bytes(bytes)).Message
        );

    [Theory]
    [InlineData("dckr_pat_abcd1234\nacme\n", "the user name is a token. Give the user name first, and the token after it.")]
    [InlineData(
        "acme:t0ken\nt0ken\n",
        "the user name has a colon in it, which no registry takes. Give user name and password or token apart: on two lines, or as JSON."
    )]
    [InlineData("""{"username":"a","username":"b","password":"c"}""", "it has a key twice. Write each once.")]
    [InlineData(
        """{"username":"a","password":"\ud800"}""",
        "it is no JSON object of texts. Write { \"username\": …, \"password\": … }, or two lines."
    )]
    [InlineData(
        """{"username":"a","password":"b\u0000c"}""",
        "character 2 of the password is a control character (U+0000). Copy it anew, without what stands around it."
    )]
    public void RefusesWhatCannotBeMeant(string text, string message) =>
        Assert.Equal(
            $"Cannot read the credentials from standard input: {message}",
            Assert.Throws<StevedoreException>(() => Parse(text, asksUsername: true)).Message
        );

    private static (string? Username, string Password) Bytes(string bytes)
    {
        var given = NewCredentialText.Parse(
            Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)),
            asksUsername: true,
            "DOCKER_USERNAME",
            "DOCKER_TOKEN",
            new()
        );
        return (given.Username, given.Password.Reveal());
    }

    private static NewCredential Parse(string text, bool asksUsername) =>
        NewCredentialText.Parse(Encoding.UTF8.GetBytes(text), asksUsername, "DOCKER_USERNAME", "DOCKER_TOKEN", new());
}
