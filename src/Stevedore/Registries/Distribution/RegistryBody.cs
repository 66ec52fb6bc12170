namespace Stevedore.Registries.Distribution;

/// <summary>Reads the body of an answer, which can end before it is complete.</summary>
internal static class RegistryBody
{
    /// <exception cref="RegistryException">The connection ended.</exception>
    public static async Task<T> Read<T>(Func<Task<T>> read, string what, CancellationToken cancellation)
    {
        try
        {
            return await read();
        }
        catch (Exception cause) when (RegistryFaults.IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(cause, what);
        }
    }

    /// <exception cref="RegistryException">The connection ended.</exception>
    public static Task<byte[]> Bytes(HttpResponseMessage response, string what, CancellationToken cancellation) =>
        Read(() => response.Content.ReadAsByteArrayAsync(cancellation), what, cancellation);

    /// <exception cref="RegistryException">The connection ended.</exception>
    public static Task<string> Text(HttpResponseMessage response, string what, CancellationToken cancellation) =>
        Read(() => response.Content.ReadAsStringAsync(cancellation), what, cancellation);
}
