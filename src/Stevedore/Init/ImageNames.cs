using System.Text;
using Stevedore.Images;

namespace Stevedore.Init;

/// <summary>Names images by where their Dockerfiles are.</summary>
internal static class ImageNames
{
    // Folders that say that there is something to build, and not what.
    private static readonly ImmutableHashSet<string> Unspoken =
    [
        "docker",
        "dockerfiles",
        "build",
        "container",
        "containers",
        "deploy",
        "images",
        "src",
        "app",
        "apps",
        "services",
    ];

    /// <summary>A name for each Dockerfile, all different.</summary>
    public static ImmutableDictionary<string, string> Of(string repository, IReadOnlyCollection<string> dockerfiles)
    {
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in dockerfiles.OrderBy(file => file.Count(letter => letter == '/')).ThenBy(file => file, StringComparer.Ordinal))
        {
            var choices = Choices(repository, file).Select(Clean).Where(name => name.Length > 0).ToArray();
            var name = Array.Find(choices, choice => !taken.Contains(choice)) ?? Numbered(choices.LastOrDefault() ?? "image", taken);
            taken.Add(name);
            names[file] = name;
        }

        return names.ToImmutable();
    }

    /// <summary>The nearest text that is an image's name; empty where nothing of it can be in one.</summary>
    public static string Clean(string text)
    {
        var name = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                name.Append(letter);
            }
            else if (name is [.., not '-'])
            {
                name.Append('-');
            }
        }

        return ImageName.TryParse(name.ToString().TrimEnd('-'))?.Value ?? "";
    }

    private static IEnumerable<string> Choices(string repository, string file)
    {
        var segments = file.Split('/');
        var folders = segments[..^1];
        if (Own(segments[^1]) is { Length: > 0 } own)
        {
            yield return own;
            yield return string.Join('-', [.. folders, own]);
        }

        if (Array.FindLast(folders, folder => !Unspoken.Contains(folder.ToLowerInvariant())) is { } said)
        {
            yield return said;
        }

        yield return folders.Length == 0 || folders.All(folder => Unspoken.Contains(folder.ToLowerInvariant()))
            ? repository
            : string.Join('-', folders);
        yield return string.Join('-', [repository, .. folders]);
    }

    // Dockerfile.worker, worker.Dockerfile.
    private static string Own(string file) =>
        file.Split('.') switch
        {
            [_, .. { Length: > 0 } own] when DockerfileNames.IsStem(file.Split('.')[0]) => string.Join('-', own),
            [.. { Length: > 0 } own, var stem] when DockerfileNames.IsStem(stem) => string.Join('-', own),
            _ => "",
        };

    private static string Numbered(string name, HashSet<string> taken) =>
        Enumerable.Range(2, taken.Count + 1).Select(number => Invariant($"{name}-{number}")).First(choice => !taken.Contains(choice));
}

/// <summary>What Dockerfiles are called.</summary>
internal static class DockerfileNames
{
    /// <summary>Whether a file of this name is one: <c>Dockerfile</c>, <c>Dockerfile.worker</c>, <c>worker.Dockerfile</c>, <c>Containerfile</c>.</summary>
    public static bool Is(string name) =>
        name.Split('.') is var parts
        && !Others.Contains(parts[^1])
        && !name.EndsWith('~')
        && (IsStem(parts[0]) || (parts.Length > 1 && IsStem(parts[^1])));

    // Rules for one, notes about it, copies of it, and what makes one.
    private static readonly ImmutableHashSet<string> Others = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            "dockerignore",
            "md",
            "txt",
            "bak",
            "orig",
            "old",
            "swp",
            "rej",
            "tmp",
            "template",
            "tmpl",
            "tpl",
            "j2",
            "erb",
            "in",
            "py",
            "js",
            "ts",
            "go",
            "cs",
            "json",
            "yml",
            "yaml",
        ]
    );

    public static bool IsStem(string text) =>
        text.Equals("Dockerfile", StringComparison.OrdinalIgnoreCase) || text.Equals("Containerfile", StringComparison.OrdinalIgnoreCase);
}
