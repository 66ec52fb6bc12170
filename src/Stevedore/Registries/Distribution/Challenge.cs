using System.Net.Http.Headers;

namespace Stevedore.Registries.Distribution;

/// <summary>What a registry asks for in <c>WWW-Authenticate</c>.</summary>
/// <remarks><see href="https://distribution.github.io/distribution/spec/auth/token/"/></remarks>
/// <param name="Scheme"><c>Basic</c> or <c>Bearer</c>.</param>
/// <param name="Parameters"><c>realm</c>, <c>service</c>, <c>scope</c>.</param>
internal sealed record Challenge(string Scheme, ImmutableDictionary<string, string> Parameters)
{
    /// <summary>Whether it asks for what a scheme gives.</summary>
    public bool Is(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when the header names no scheme.</summary>
    public static Challenge? From(AuthenticationHeaderValue? header) =>
        header is null ? null : new(header.Scheme, Parsed(header.Parameter ?? ""));

    private static ImmutableDictionary<string, string> Parsed(string text)
    {
        var parameters = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        while (position < text.Length && text.IndexOf('=', position) is var equals and >= 0)
        {
            var name = text[position..equals].Trim(',', ' ');
            var quoted = equals + 1 < text.Length && text[equals + 1] == '"';
            var start = quoted ? equals + 2 : equals + 1;
            var end = text.IndexOf(quoted ? '"' : ',', start);
            end = end < 0 ? text.Length : end;
            parameters[name] = text[start..end];
            position = end + 1;
        }

        return parameters.ToImmutable();
    }
}
