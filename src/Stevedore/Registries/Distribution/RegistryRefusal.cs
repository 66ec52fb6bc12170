using System.Net;

namespace Stevedore.Registries.Distribution;

/// <summary>Tells why a registry refused a request: who asked, or what was asked.</summary>
internal static class RegistryRefusal
{
    /// <summary>Whether the credential itself was rejected, so that a newer one may help.</summary>
    public static async Task<bool> IsOfCredential(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.RequestMessage?.Headers.Authorization is null)
        {
            // What was not sent was not rejected.
            return false;
        }

        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                return !LacksScope(response);
            case HttpStatusCode.Forbidden:
                // ECR answers so to a token that has expired: "Your authorization token has expired. Reauthenticate and try again."
                return SaysExpired(await RegistryBody.Text(response, cancellation));
            default:
                return false;
        }
    }

    /// <summary>Whether a login is asked for in no way that can be answered, so that no password was sent.</summary>
    public static bool AsksInNoWay(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && response.RequestMessage?.Headers.Authorization is null
        && !response
            .Headers.WwwAuthenticate.Select(Challenge.From)
            .OfType<Challenge>()
            .Any(challenge => challenge.Is("Basic") || (challenge.Is("Bearer") && challenge.Parameters.ContainsKey("realm")));

    /// <summary>Whether a refusal's body says that the token has expired.</summary>
    public static bool SaysExpired(string body) => body.Contains("token has expired", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the credential was accepted and its token lacks the right to what was asked.</summary>
    /// <remarks><see href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1"/></remarks>
    public static bool LacksScope(HttpResponseMessage response) =>
        response
            .Headers.WwwAuthenticate.Select(Challenge.From)
            .Any(challenge => challenge?.Parameters.GetValueOrDefault("error") == "insufficient_scope");
}
