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

    /// <summary>What came in some seconds of the beginning of a refusal, for a person or to tell refusals apart. It can be read again.</summary>
    // Whatever keeps the rest away, the status is what happened.
    public static async Task<string> Text(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        try
        {
            await Copy(response, content, MostText, StallLimit.LongestRefusal, cancellation);
        }
        catch (Exception cause) when (RegistryFaults.IsUnreachable(cause, cancellation))
        {
            var arrived = Encoding.UTF8.GetString(content.ToArray());
            // Between words, so that no half of a secret is left.
            content.SetLength(0);
            content.Write(Encoding.UTF8.GetBytes($"{arrived[..(arrived.LastIndexOfAny([' ', '\n', '<']) + 1)].TrimEnd()}…"));
        }

        response.Content = new ByteArrayContent(content.ToArray());
        return Encoding.UTF8.GetString(content.ToArray());
    }

    // A byte more than is wanted tells that there are more.
    private static async Task<byte[]> Beginning(HttpResponseMessage response, long most, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await Copy(response, content, most, StallLimit.LongestSmall, cancellation);
        return content.ToArray();
    }

    private static async Task Copy(
        HttpResponseMessage response,
        MemoryStream content,
        long most,
        TimeSpan longest,
        CancellationToken cancellation
    )
    {
        (response.Content as WatchedBody)?.EndWithin(longest);
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
    }
}
