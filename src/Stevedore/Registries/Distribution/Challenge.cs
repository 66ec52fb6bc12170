using System.Net.Http.Headers;
using System.Text;

namespace Stevedore.Registries.Distribution;

/// <summary>What a registry asks for in <c>WWW-Authenticate</c>.</summary>
/// <remarks><see href="https://distribution.github.io/distribution/spec/auth/token/"/></remarks>
/// <param name="Scheme"><c>Basic</c> or <c>Bearer</c>.</param>
/// <param name="Parameters"><c>realm</c>, <c>service</c>, <c>scope</c>.</param>
internal sealed record Challenge(string Scheme, ImmutableDictionary<string, string> Parameters)
{
    private static readonly char[] Blanks = [' ', '\t'];

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
            var name = text[position..equals].Trim([',', .. Blanks]);
            position = equals + 1;
            while (position < text.Length && Blanks.Contains(text[position]))
            {
                position++;
            }

            parameters[name] = position < text.Length && text[position] == '"' ? Quoted(text, ref position) : Plain(text, ref position);
        }

        return parameters.ToImmutable();
    }

    private static string Plain(string text, ref int position)
    {
        var start = position;
        var end = text.IndexOf(',', start);
        position = end < 0 ? text.Length : end + 1;
        return text[start..(end < 0 ? text.Length : end)].TrimEnd(Blanks);
    }

    /// <remarks><see href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4"/></remarks>
    private static string Quoted(string text, ref int position)
    {
        var value = new StringBuilder();
        for (position++; position < text.Length && text[position] != '"'; position++)
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
            }

            value.Append(text[position]);
        }

        position++;
        return value.ToString();
    }
}
