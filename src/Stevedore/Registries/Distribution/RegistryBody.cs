using System.Text;

namespace Stevedore.Registries.Distribution;

/// <summary>Reads the body of an answer, which can end before it is complete, or not end.</summary>
internal static class RegistryBody
{
    private const int MostText = 64 * 1024;

    /// <exception cref="RegistryException">The connection ended, or nothing more came.</exception>
    public static async Task<T> Read<T>(Func<CancellationToken, Task<T>> read, string what, CancellationToken cancellation)
    {
        try
        {
            return await read(cancellation);
        }
        catch (Exception cause) when (RegistryFaults.IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(cause, what);
        }
    }

    /// <summary>Null when there are more bytes than <paramref name="most"/>, which are then not read.</summary>
    /// <exception cref="RegistryException">The connection ended, or nothing more came.</exception>
    public static async Task<byte[]?> Bytes(HttpResponseMessage response, long most, string what, CancellationToken cancellation) =>
        response.Content.Headers.ContentLength > most
            ? null
            : await Read(
                async token =>
                {
                    var content = await Beginning(response, most, token);
                    return content.Length > most ? null : content;
                },
                what,
                cancellation
            );

    /// <summary>The beginning of a refusal, for a person or to tell refusals apart. It can be read again.</summary>
    /// <exception cref="RegistryException">The connection ended, or nothing more came.</exception>
    public static async Task<string> Text(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        var content = await Read(token => Beginning(response, MostText, token), what, cancellation);
        response.Content = new ByteArrayContent(content);
        return Encoding.UTF8.GetString(content);
    }

    // A byte more than is wanted tells that there are more.
    private static async Task<byte[]> Beginning(HttpResponseMessage response, long most, CancellationToken cancellation)
    {
        (response.Content as WatchedBody)?.EndWithin(StallLimit.LongestSmall);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        while (content.Length <= most)
        {
            var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most + 1 - content.Length)), cancellation);
            if (read == 0)
            {
                break;
            }

            await content.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return content.ToArray();
    }
}
