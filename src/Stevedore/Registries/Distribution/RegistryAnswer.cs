namespace Stevedore.Registries.Distribution;

/// <summary>Whether an answer is what was asked for.</summary>
internal static class RegistryAnswer
{
    /// <exception cref="RegistryException">The registry did not do what it was asked.</exception>
    public static async Task Expect(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        if (RegistryRefusal.LacksScope(response))
        {
            throw RegistryFaults.LacksScope(what);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw RegistryFaults.From(response.StatusCode, await RegistryBody.Text(response, what, cancellation), what);
        }
    }
}
