using System.Net;
using System.Text;
using System.Text.Json;
using Stevedore.Credentials;
using Xunit;

namespace Stevedore.Tests.Errors;

public sealed class RedactingSecrets
{
    private const string Token = "dckr_pat_9xK-3f+Q/7\"&é<w~Zb";

    /// <summary>The ways in which programs write a token.</summary>
    public static TheoryData<string> Written { get; } =
        new(
            Token,
            Uri.EscapeDataString(Token),
            "dckr_pat_9xK-3f%2bQ%2f7%22%26%c3%a9%3cw~Zb",
            WebUtility.UrlEncode(Token),
            WebUtility.HtmlEncode(Token),
            JsonSerializer.Serialize(Token),
            JsonSerializer
                .Serialize(JsonSerializer.Serialize(Token)[1..^1].Replace("\\", "\\\\", StringComparison.Ordinal))[1..^1]
                .Replace("\\\\\\\\", "\\", StringComparison.Ordinal),
            Token.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal),
            Base64(Token),
            Base64(Token).TrimEnd('='),
            Base64("u:" + Token),
            Base64("us:" + Token),
            Base64("use:" + Token + "\n"),
            Base64Url("user:" + Token),
            Uri.EscapeDataString(Base64("user:" + Token)),
            JsonSerializer.Serialize(Base64("user:" + Token)),
            Convert.ToHexString(Encoding.UTF8.GetBytes(Token)),
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Token))
        );

    [Theory]
    [MemberData(nameof(Written))]
    public void HidesATokenHoweverItIsWritten(string written)
    {
        var redacted = With(Token).Redact($"401: you sent {written}, which is wrong");

        Assert.StartsWith("401: you sent ", redacted, StringComparison.Ordinal);
        Assert.EndsWith(", which is wrong", redacted, StringComparison.Ordinal);
        Assert.Contains(Redactor.Mark, redacted, StringComparison.Ordinal);
        Assert.DoesNotContain(written, redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("9xK-3f", WebUtility.HtmlDecode(Uri.UnescapeDataString(redacted)), StringComparison.Ordinal);
        Assert.True(redacted.Length < "401: you sent , which is wrong".Length + 30, redacted);
    }

    [Theory]
    [InlineData("said 0b4d19c7e2aa41f6b1c0 and", "said [REDACTED] and")]
    [InlineData("said 0b4d19c7e2aa41f6…", "said [REDACTED]…")]
    [InlineData("…19c7e2aa41f6b1c099, wrong", "…[REDACTED], wrong")]
    [InlineData("said 0b4d19c7e2a", "said 0b4d19c7e2a")]
    public void HidesLongPartsOfARandomOne(string text, string redacted) =>
        Assert.Equal(redacted, With("0b4d19c7e2aa41f6b1c099").Redact(text));

    [Fact]
    public void HidesWhatBase64WrapsOverLines()
    {
        var lines = Convert.ToBase64String(
            Encoding.UTF8.GetBytes(new string('x', 50) + "A1b2C3d4" + new string('y', 40) + "0123456789abcdef")
        );
        var redactor = With(new string('x', 50) + "A1b2C3d4" + new string('y', 40) + "0123456789abcdef");

        Assert.Equal("#7 0.1 [REDACTED]", redactor.Redact($"#7 0.1 {lines[..76]}"));
        Assert.Equal("#7 0.1 [REDACTED]", redactor.Redact($"#7 0.1 {lines[76..]}").TrimEnd('='));
    }

    [Fact]
    public void HidesEachLineOfAFileAndItsTokens()
    {
        var redactor = With("registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=npm_a1B2c3D4e5F6g7H8\n");

        Assert.Equal("> [REDACTED]", redactor.Redact("> //registry.npmjs.org/:_authToken=npm_a1B2c3D4e5F6g7H8"));
        Assert.Equal("token [REDACTED]", redactor.Redact("token npm_a1B2c3D4e5F6g7H8"));
        Assert.Equal("GET https://registry.npmjs.org/left-pad", redactor.Redact("GET https://registry.npmjs.org/left-pad"));
    }

    [Theory]
    [InlineData("hunter2", "it said 'hunter2'.", "it said '[REDACTED]'.")]
    [InlineData("hunter2", "hunter22 and xhunter2", "hunter22 and xhunter2")]
    [InlineData("hubtoken", "thehubtokens", "the[REDACTED]s")]
    [InlineData("tok", "a tok is no token", "a tok is no token")]
    [InlineData("password", "user name, password or token", "user name, password or token")]
    [InlineData("", "nothing", "nothing")]
    [InlineData("pass word", "a pass word, pass+word and pass%20word", "a [REDACTED], [REDACTED] and [REDACTED]")]
    public void LeavesOtherTextAlone(string secret, string text, string redacted) => Assert.Equal(redacted, With(secret).Redact(text));

    [Fact]
    public void HidesTheHeaderOfAShortPassword()
    {
        var redactor = new Redactor();
        var credential = new Stevedore.Credentials.RegistryCredential("u", new("s3cr", redactor), "a test");

        Assert.Equal("Basic [REDACTED]", redactor.Redact($"Basic {credential.Basic.Reveal()}"));
    }

    [Fact]
    public void HidesATokenThatWasPastedAsTheUserName()
    {
        var redactor = new Redactor();
        var credential = new Stevedore.Credentials.RegistryCredential("dckr_pat_abcdefgh", new("whatever1", redactor), "a test");

        Assert.Equal("(not shown: it looks like a token)", credential.ShownUsername);
        Assert.Equal("user [REDACTED]", redactor.Redact("user dckr_pat_abcdefgh"));
        Assert.Equal("'acme-robot'", (credential with { Username = "acme-robot" }).ShownUsername);
    }

    [Fact]
    public void HidesWhatWasGotWithASecret()
    {
        var redactor = new Redactor();
        var derived = new Stevedore.Credentials.Secret("""{"a":"one"}""", redactor).Derive("one-long-value");

        Assert.Equal("[REDACTED] [REDACTED]", redactor.Redact($"{derived} one-long-value"));
    }

    private static Redactor With(string secret)
    {
        var redactor = new Redactor();
        redactor.Keep(secret);
        return redactor;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Base64Url(string text) => Base64(text).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
