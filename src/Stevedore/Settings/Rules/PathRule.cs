namespace Stevedore.Settings.Rules;

/// <summary>Paths belong to the repository: another machine has nothing else.</summary>
internal static class PathRule
{
    private const string Hint = "name a path inside the repository, relative to its root";

    public static Complaint? Inside(string path) => Relative(path) ?? (Leaves(path) ? Outside(path) : null);

    public static Complaint? Relative(string path) =>
        path.Length == 0 ? new("is empty", Hint)
        : path.Contains("://") ? new($"'{path}' is a URL, not a path", Hint)
        : IsAbsolute(path) ? new($"'{path}' is an absolute path", Hint)
        : null;

    public static Complaint Outside(string path) => new($"'{path}' is outside the repository", Hint);

    /// <summary>Whether following the path passes above where it starts.</summary>
    public static bool Leaves(string path)
    {
        var depth = 0;
        foreach (var segment in path.Split('/', '\\'))
        {
            depth += segment switch
            {
                "" or "." => 0,
                ".." => -1,
                _ => 1,
            };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    // Of every system, wherever this runs: stevedore.json is shared.
    private static bool IsAbsolute(string path) =>
        path[0] is '/' or '\\' or '~' || (path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':');
}

internal sealed class InsidePathRule : ISettingRule
{
    public Complaint? Check(string text) => PathRule.Inside(text);
}

internal sealed class RelativePathRule : ISettingRule
{
    public Complaint? Check(string text) => PathRule.Relative(text);
}
