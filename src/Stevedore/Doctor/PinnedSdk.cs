namespace Stevedore.Doctor;

/// <summary>Finds what a repository pins of Stevedore, and the global.json that it is restored by.</summary>
/// <param name="root">The folder of the repository.</param>
internal sealed class PinnedSdk(string root)
{
    private static readonly ImmutableArray<string> Pins =
    [
        ".config/dotnet-tools.json",
        "build/.config/dotnet-tools.json",
        "build/Build.csproj",
    ];

    /// <summary>What was found.</summary>
    public Finding Look()
    {
        var pinned = Pins.FirstOrDefault(pin => File.Exists(Path.Combine(root, pin)));
        return SdkCheck.Of(pinned, pinned is null ? null : Nearest(pinned.StartsWith("build/", StringComparison.Ordinal) ? "build" : ""));
    }

    // As the SDK looks for it: upwards, also beyond the repository.
    private GlobalJson? Nearest(string start)
    {
        var isOutside = false;
        for (var folder = new DirectoryInfo(Path.Combine(root, start)); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "global.json");
            if (WrittenFile.Text(path) is { } text)
            {
                return new(isOutside ? path : Path.GetRelativePath(root, path).Replace('\\', '/'), text, isOutside);
            }

            isOutside |= folder.FullName == Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        }

        return null;
    }
}
