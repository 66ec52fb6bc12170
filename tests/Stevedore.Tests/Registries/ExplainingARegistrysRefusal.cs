using System.Net;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class ExplainingARegistrysRefusal
{
    [Theory]
    [InlineData(
        HttpStatusCode.Unauthorized,
        RegistryFault.Unauthorized,
        "401 Unauthorized",
        "Check the credentials of that registry: user name, password or token, and for ECR the account and region."
    )]
    [InlineData(
        HttpStatusCode.Forbidden,
        RegistryFault.Denied,
        "403 Forbidden",
        "Give the credentials the right to it; an access token may be read-only."
    )]
    [InlineData(
        HttpStatusCode.TooManyRequests,
        RegistryFault.Limited,
        "429 Too Many Requests",
        "Log in to raise the limit, wait, or take base images from public.ecr.aws."
    )]
    [InlineData(
        HttpStatusCode.InternalServerError,
        RegistryFault.Other,
        "500 Internal Server Error",
        "Run again; if it persists, look at the registry's own log."
    )]
    [InlineData(
        HttpStatusCode.TemporaryRedirect,
        RegistryFault.Other,
        "307 Temporary Redirect",
        "Run again; if it persists, look at the registry's own log."
    )]
    [InlineData((HttpStatusCode)418, RegistryFault.Other, "418", "Run again; if it persists, look at the registry's own log.")]
    public void NamesStatusAndRemedy(HttpStatusCode status, Enum fault, string words, string fix)
    {
        var error = RegistryFaults.From(status, "", "Cannot read x/web:1");

        Assert.Equal(((RegistryFault)fault, $"Cannot read x/web:1: the registry answered {words}. {fix}"), (error.Fault, error.Message));
    }

    [Theory]
    [InlineData("""{"errors":[{"code":"DENIED","message":"no right"},{"code":"OTHER"}]}""", " (no right; OTHER)")]
    [InlineData("""{"errors":[]}""", "")]
    [InlineData("""{"errors":null}""", "")]
    [InlineData("""{"errors":[{}]}""", "")]
    [InlineData("""{"errors":[{"message":null}]}""", "")]
    [InlineData("""{"errors":[{"message":"no\r\nError: forged\u001b[2J\u202e\u009b1A"}]}""", " (no Error: forged)")]
    [InlineData("[]", "")]
    [InlineData("<html>", "")]
    public void QuotesWhatTheRegistrySays(string body, string quoted) =>
        Assert.Equal($"the registry answered 403 Forbidden{quoted}", RegistryFaults.From(HttpStatusCode.Forbidden, body, "x").Why);

    [Theory]
    [InlineData("21600", " It asks to be asked again in 6 h.")]
    [InlineData("601", " It asks to be asked again in 11 min.")]
    [InlineData("90", " It asks to be asked again in 90 s.")]
    [InlineData("0", "")]
    [InlineData("Fri, 02 Jan 2026 03:04:35 GMT", " It asks to be asked again after 2026-01-02 03:04:35 UTC.")]
    public void SaysWhenToComeBack(string retryAfter, string said) =>
        Assert.Equal(
            $"Run again; if it persists, look at the registry's own log.{said}",
            RegistryFaults
                .From(
                    HttpStatusCode.ServiceUnavailable,
                    "",
                    "Cannot read x/web:1",
                    System.Net.Http.Headers.RetryConditionHeaderValue.Parse(retryAfter)
                )
                .Fix
        );

    [Theory]
    [InlineData("Cannot write x/web:latest")]
    [InlineData("Cannot write 123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:latest")]
    public void KnowsATagThatMayNotMove(string what)
    {
        const string body =
            """{"errors":[{"code":"TAG_INVALID","message":"The image tag 'latest' already exists in the 'web' repository and cannot be overwritten because the tag is immutable."}]}""";

        Assert.Equal(
            "Leave the tag out of the settings, or exclude it from the repository's immutable tags.",
            RegistryFaults.From(HttpStatusCode.BadRequest, body, what).Fix
        );
    }

    [Fact]
    public void KnowsATokenThatHasExpired()
    {
        const string body =
            """{"errors":[{"code":"DENIED","message":"Your authorization token has expired. Reauthenticate and try again."}]}""";

        var error = RegistryFaults.From(HttpStatusCode.Forbidden, body, "Cannot write x/web:latest");

        Assert.Equal(
            (
                RegistryFault.Unauthorized,
                "Cannot write x/web:latest: the registry answered 403 Forbidden (Your authorization token has expired. Reauthenticate and try again.). "
                    + "Get a new token and run again (ECR's live for 12 hours): what is there already is kept."
            ),
            (error.Fault, error.Message)
        );
    }

    // ECR answers 400, where others answer 401.
    [Fact]
    public void KnowsATokenOfAnotherRegion()
    {
        var error = RegistryFaults.From(HttpStatusCode.BadRequest, "", "Cannot log in to 123456789012.dkr.ecr.eu-central-1.amazonaws.com");

        Assert.Equal(
            (
                RegistryFault.Unauthorized,
                "Cannot log in to 123456789012.dkr.ecr.eu-central-1.amazonaws.com: the registry answered 400 Bad Request. "
                    + "Check the account, region and role of that registry: its token must be of the same account and region."
            ),
            (error.Fault, error.Message)
        );
    }
}
