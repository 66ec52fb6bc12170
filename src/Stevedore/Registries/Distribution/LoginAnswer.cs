using System.Net;

namespace Stevedore.Registries.Distribution;

/// <summary>Whether a registry lets in who asks at its root; what is advised for repositories helps nobody there.</summary>
internal static class LoginAnswer
{
    /// <exception cref="RegistryException">It does not.</exception>
    public static async Task Expect(
        RegistryConnection connection,
        HttpResponseMessage response,
        string what,
        CancellationToken cancellation
    )
    {
        if (connection.IsOwn(response) && !response.IsSuccessStatusCode)
        {
            var said = RegistryFaults.Answer(response.StatusCode, await RegistryBody.Text(response, cancellation));
            var sent = response.RequestMessage?.Headers.Authorization;
            switch (response.StatusCode)
            {
                case HttpStatusCode.Forbidden when sent is null:
                    throw RefusesEverybody(what, said);
                case HttpStatusCode.NotFound:
                    throw IsNoRegistry(what, said);
                case HttpStatusCode.TooManyRequests:
                    throw Limited(response, what, $"the registry answered {said}");
                case HttpStatusCode.Unauthorized
                    when sent?.Scheme == "Bearer"
                        && !RegistryRefusal.LacksScope(response)
                        && connection is { Credential: not null, TokenAddress: { } service }:
                    throw RefusesToken(what, service, said);
            }
        }

        await RegistryAnswer.Expect(connection, response, what, cancellation);
    }

    /// <summary>Too many logins, at the registry or at its token service.</summary>
    public static RegistryException Limited(HttpResponseMessage response, string what, string why) =>
        new(
            RegistryFault.Limited,
            what,
            why,
            "Wait, and run again: registries limit how often one user or one address logs in, and count wrong passwords, too."
                + RegistryFaults.Again(RetryAfter.Of(response))
        );

    private static RegistryException RefusesEverybody(string what, string said) =>
        new(
            RegistryFault.Other,
            what,
            $"it answered {said} to a request that carried no credential",
            "Check the host's name in the settings, and whether a proxy or a firewall before the registry turns this machine away; "
                + "a registry that wants a login answers 401."
        );

    private static RegistryException IsNoRegistry(string what, string said) =>
        new(
            RegistryFault.Other,
            what,
            $"it answered {said} at /v2/, where every registry answers",
            "Check the host and the port in the settings, and any proxy before it: what answers there is no registry."
        );

    private static RegistryException RefusesToken(string what, string service, string said) =>
        new(
            RegistryFault.Other,
            what,
            $"its token service {service} accepts the credentials, and the registry refuses the token that it gives: it answered {said}",
            "Have whoever runs the registry see that it trusts that service's tokens: issuer, key, service name and clocks. "
                + "A service that gives everybody a token leaves the credentials to the registry: check them then."
        );
}
