using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Which addresses are one place, and which a registry may send a request on to.</summary>
internal static class RegistryAddresses
{
    /// <summary>An address of the registry's API.</summary>
    /// <param name="path">From the root of the host.</param>
    public static Uri Of(string host, string path, bool isPlain) =>
        new($"{(isPlain ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://{RegistryEndpoint.ApiHost(host)}{path}");

    /// <summary>Whether one of them may be told what the other is.</summary>
    public static bool IsSamePlace(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port;

    /// <summary>Whether the registry asks for the same request at another address.</summary>
    public static bool IsRedirect(HttpResponseMessage answer) =>
        (int)answer.StatusCode switch
        {
            301 or 302 or 303 => answer.RequestMessage!.Method == HttpMethod.Get || answer.RequestMessage.Method == HttpMethod.Head,
            // A stream has been read and cannot be sent again.
            307 or 308 => answer.RequestMessage!.Content is not StreamContent,
            _ => false,
        };

    /// <summary>The address that an answer names in <c>Location</c>.</summary>
    /// <exception cref="RegistryException">It is none that something may be sent to.</exception>
    public static Uri Next(HttpResponseMessage answer, string what)
    {
        var from = answer.RequestMessage!.RequestUri!;
        var location = answer.Headers.Location?.OriginalString;
        var fault = (location is null ? null : Parse(from, location)) switch
        {
            null when !answer.Headers.NonValidated.Contains("Location") => "it sends this on, and names no address",
            null => "it sends this to an address that is none",
            { Scheme: not ("http" or "https") } => "it sends this to an address that is neither http nor https",
            { UserInfo.Length: > 0 } => "it sends this to an address with a user name in it",
            { Scheme: "http" } next when from.Scheme == Uri.UriSchemeHttps =>
                $"it sends this to {next.Authority} in the clear, though it is reached by TLS",
            _ => null,
        };
        return fault is null
            ? new(Parse(from, location!)!.GetLeftPart(UriPartial.Query))
            : throw new RegistryException(
                RegistryFault.Other,
                what,
                fault,
                "Have whoever runs the registry correct the address that it names, such as by X-Forwarded-Proto and X-Forwarded-Host in the proxy before it."
            );
    }

    private static Uri? Parse(Uri from, string location)
    {
        // Where paths begin with a slash, .NET would take this one for a file's.
        var text =
            location.StartsWith("//", StringComparison.Ordinal) ? $"{from.Scheme}:{location}"
            : location.StartsWith('/') ? $"{from.GetLeftPart(UriPartial.Authority)}{location}"
            : location;
        return Uri.TryCreate(from, text, out var next) ? next : null;
    }
}
