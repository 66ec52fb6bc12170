using System.Text;
using Stevedore.Images;

namespace Stevedore.Templates;

/// <summary>Fits text to <see cref="ImageTag.Rule"/> and says what it changed.</summary>
internal static class TagCharacters
{
    public static TagRendering Fit(string template, ImmutableArray<(string Name, string Text)> pieces)
    {
        var fitted = pieces.Select(piece => (piece.Name, piece.Text, Fitted: Replace(piece.Text))).ToImmutableArray();
        var notes = fitted
            .Where(piece => piece.Fitted != piece.Text)
            .Select(piece => $"{piece.Name} '{piece.Text}' became '{piece.Fitted}'")
            .ToImmutableArray();
        var text = string.Concat(fitted.Select(piece => piece.Fitted));

        // A dash cannot stand first, so '_' takes its place: the one such sign that may.
        var tag = text is ['.' or '-', ..] ? "_" + text[1..] : text;
        if (tag != text)
        {
            notes = notes.Add($"tag '{text}' became '{tag}', for a tag cannot begin with '{text[0]}'");
        }

        return new(Checked(template, tag), notes);
    }

    private static string Replace(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '.' or '-') ? (char)rune.Value : '-');
        }

        return result.ToString();
    }

    private static ImageTag Checked(string template, string tag) =>
        tag.Length switch
        {
            0 => throw new StevedoreException(
                $"Cannot make a tag from '{template}'",
                "it is empty",
                "Write a tag, or leave it out of tags."
            ),
            > ImageTag.MaximumLength => throw new StevedoreException(
                $"Cannot make a tag from '{template}'",
                $"'{tag}' has {tag.Length} characters, and a tag may have {ImageTag.MaximumLength}",
                "Use a shorter name, or another template in tags."
            ),
            _ => ImageTag.Parse(tag),
        };
}
