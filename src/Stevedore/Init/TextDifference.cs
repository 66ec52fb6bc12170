namespace Stevedore.Init;

/// <summary>What differs between two texts, for people.</summary>
internal static class TextDifference
{
    private const int Most = 20;

    /// <summary>The lines between what both begin and end with: first those that are there, then those that were proposed.</summary>
    public static IEnumerable<string> Of(string there, string proposed)
    {
        var old = Lines(there);
        var @new = Lines(proposed);
        var start = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        var rest = Math.Min(old.Length, @new.Length) - start;
        var end = old.Reverse().Zip(@new.Reverse()).Take(rest).TakeWhile(pair => pair.First == pair.Second).Count();
        var differing = old[start..^end].Select(line => $"  - {line}").Concat(@new[start..^end].Select(line => $"  + {line}")).ToArray();
        return differing.Length <= Most ? differing : [.. differing.Take(Most), Invariant($"  … and {differing.Length - Most} lines more")];
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
