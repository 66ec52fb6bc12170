using System.Net;

namespace Stevedore.Aws;

/// <summary>What a service says of a call that it refused.</summary>
internal static class AwsWords
{
    private const string Start = "<Message>";
    private const string End = "</Message>";
    private const string Unescaped = "<![CDATA[";
    private const string Nothing = "The service returned an error with Error Code";

    /// <summary>
    /// The sentence itself. To a refusal in XML of a service that speaks JSON, the SDK says the whole body or, where it has read it already,
    /// only that there was one: that is null.
    /// </summary>
    public static string? In(string message)
    {
        var start = message.IndexOf(Start, StringComparison.Ordinal);
        var end = message.IndexOf(End, StringComparison.Ordinal);
        if (start < 0 || end < start)
        {
            return message.StartsWith(Nothing, StringComparison.Ordinal) && message.EndsWith("HTTP Body: ", StringComparison.Ordinal)
                ? null
                : message;
        }

        var said = message[(start + Start.Length)..end].Trim();
        return said.StartsWith(Unescaped, StringComparison.Ordinal)
            ? said[Unescaped.Length..].Replace("]]>", "")
            : WebUtility.HtmlDecode(said);
    }
}
