using Stevedore.Secrets;
using Xunit;

namespace Stevedore.Tests.Secrets;

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

    private static NewCredential Parse(string text, bool asksUsername) =>
        NewCredentialText.Parse(text, asksUsername, "DOCKER_USERNAME", "DOCKER_TOKEN", new());
}
