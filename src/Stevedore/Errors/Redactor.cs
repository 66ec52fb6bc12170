using System.Text;
using Stevedore.Credentials;

namespace Stevedore;

/// <summary>
/// Knows every secret of a run and takes it out of what is shown: as it is, in base64, escaped for an address, JSON or HTML, and long parts of it.
/// </summary>
/// <remarks>One a run. Whatever holds a secret has told it here, since a <c>Secret</c> cannot be made without it.</remarks>
public sealed class Redactor
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "[REDACTED]";

    private readonly Lock gate = new();
    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private readonly SecretSearch search = new();

    /// <summary>Keeps a value out of everything that is shown from here on.</summary>
    public void Keep(string value)
    {
        lock (gate)
        {
            if (values.Add(value))
            {
                search.Add(SecretForms.Of(value));
            }
        }
    }

    /// <summary>The text, with a mark in place of each secret.</summary>
    public string Redact(string text)
    {
        var shown = new StringBuilder(text.Length);
        var end = 0;
        foreach (var (from, to) in Find(text))
        {
            shown.Append(text, end, from - end).Append(Mark);
            end = to;
        }

        return end == 0 ? text : shown.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>Where the end of a text begins that more text could make a secret of; its length where none does.</summary>
    internal int Undecided(string text)
    {
        lock (gate)
        {
            return search.Undecided(text);
        }
    }

    private List<(int From, int To)> Find(string text)
    {
        lock (gate)
        {
            return search.In(text);
        }
    }
}
