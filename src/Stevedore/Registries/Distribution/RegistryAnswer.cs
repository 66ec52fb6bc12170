namespace Stevedore.Registries.Distribution;

/// <summary>Whether an answer is what was asked for.</summary>
internal static class RegistryAnswer
{
    /// <summary>The header that names the digest of what was read or written.</summary>
    private const string DigestHeader = "Docker-Content-Digest";

    /// <exception cref="RegistryException">The registry did not do what it was asked.</exception>
    public static async Task Expect(
        RegistryConnection connection,
        HttpResponseMessage response,
        string what,
        CancellationToken cancellation
    )
    {
        if (!connection.IsOwn(response))
        {
            ExpectElsewhere(response, what);
            return;
        }

        if (RegistryRefusal.AsksInNoWay(response))
        {
            throw RegistryFaults.AsksInNoWay(what);
        }

        if (RegistryRefusal.LacksScope(response))
        {
            throw RegistryFaults.LacksScope(what);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw RegistryFaults.From(
                response.StatusCode,
                await RegistryBody.Text(response, cancellation),
                what,
                RetryAfter.Of(response),
                mayPass: !RegistryRetries.MaySend(response.RequestMessage)
            );
        }
    }

    /// <summary>The digest that an answer names, or all of them where it names several; null for none.</summary>
    public static string? Digest(HttpResponseMessage response) =>
        response.Headers.TryGetValues(DigestHeader, out var values) ? string.Join(", ", values.Distinct()) : null;

    private static void ExpectElsewhere(HttpResponseMessage response, string what)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new RegistryException(
                RegistryFault.Other,
                what,
                $"{response.RequestMessage!.RequestUri!.Authority}, where the registry sends this, answered {RegistryFaults.Status(response.StatusCode)}",
                "Look at the registry's own log: whoever it sends requests to must answer without its password, which is not sent there."
            );
        }
    }
}
