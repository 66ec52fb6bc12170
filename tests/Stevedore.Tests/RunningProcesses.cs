using System.Globalization;
using System.Text;

namespace Stevedore.Tests;

/// <summary>The processes of this machine. One that ends while it is looked at has no command line and no parent.</summary>
internal static class RunningProcesses
{
    public static IEnumerable<int> Ids =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);

    /// <summary>Those whose command line holds a text.</summary>
    public static int[] Naming(string text) => [.. Ids.Where(id => CommandLine(id).Contains(text, StringComparison.Ordinal))];

    /// <summary>Some processes and all that they started, and what those started.</summary>
    public static IEnumerable<int> Below(params int[] roots)
    {
        var parents = Ids.ToDictionary(id => id, Parent);
        return parents.Keys.Where(IsBelow);

        bool IsBelow(int id) => roots.Contains(id) || (parents.GetValueOrDefault(id) is var parent and > 1 && IsBelow(parent));
    }

    /// <summary>Whether it does something still: one that has ended may stay in the table until somebody asks how.</summary>
    public static bool IsRunning(int id) => CommandLine(id).Length > 0;

    /// <summary>Those that see the same processes as this one.</summary>
    public static HashSet<int> Beside(int id)
    {
        var space = Namespace(id);
        return [.. Ids.Where(other => Namespace(other) == space)];
    }

    /// <summary>Its words, with a space between them.</summary>
    public static string CommandLine(int id) => Read($"/proc/{id}/cmdline").Replace('\0', ' ');

    /// <summary>The text of a file that may go away meanwhile, or be none that can be read; empty then.</summary>
    public static string Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? Namespace(int id) => new FileInfo($"/proc/{id}/ns/pid").LinkTarget;

    private static int Parent(int id) =>
        Read($"/proc/{id}/stat") is { Length: > 0 } stat
            ? int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture)
            : 0;
}
