using Stevedore.Planning;
using Stevedore.Runs;
using Stevedore.Settings;

namespace Stevedore.Shipping;

/// <summary>What a build reads of the repository: contexts without what their <c>.dockerignore</c> leaves out, Dockerfiles and the settings.</summary>
/// <remarks>A file that git does not know and that no build reads makes no other image: the log of this very command, for one.</remarks>
internal sealed class BuildReading
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
    private readonly ImmutableHashSet<string> files;
    private readonly ImmutableArray<(string Folder, DockerIgnore Ignore)> contexts;

    /// <param name="root">The folder that the paths of the settings start from.</param>
    /// <param name="file">The settings file.</param>
    public BuildReading(StevedoreSettings settings, string root, string file)
    {
        var images = settings.Images!.Values.Select(image => (Context: image.Context!, Dockerfile: image.Dockerfile!)).Distinct().ToArray();
        string[] dockerfiles = [.. images.Select(image => Path.Combine(root, image.Context, image.Dockerfile))];
        string?[] others = [file, settings.Builder?.Config is { } config ? Path.Combine(root, config) : null];
        files =
        [
            .. dockerfiles
                .Concat(dockerfiles.Select(ContextIgnore.Beside))
                .Concat(images.Select(image => ContextIgnore.In(Path.Combine(root, image.Context))))
                .Concat(others.OfType<string>())
                .Select(RealPath.Of),
        ];
        var named = settings
            .Images.Values.SelectMany(image => (image.Contexts ?? []).Values)
            .Select(context => BuildContexts.Folder(context))
            .OfType<string>()
            .Select(folder => Path.Combine(root, folder))
            .Distinct()
            .Select(folder => (folder, ContextIgnore.OfFolder(folder)));
        contexts =
        [
            .. images
                .Select(image => (Path.Combine(root, image.Context), ContextIgnore.OfImage(image.Context, image.Dockerfile, root)))
                .Concat(named)
                .Select(context => (RealPath.Of(context.Item1), Ignore: context.Item2))
                .Distinct()
                .Select(context => (context.Item1, DockerIgnore.Parse(context.Ignore))),
        ];
    }

    /// <summary>Whether a build reads a file, or something in a folder.</summary>
    /// <param name="path">The whole path; of a folder, with a slash at its end.</param>
    public bool TakesIn(string path)
    {
        // A link is read as it is, wherever it leads.
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var real = Path.Combine(RealPath.Of(Path.GetDirectoryName(whole)!), Path.GetFileName(whole));
        return files.Any(file => RealPath.IsIn(file, real)) || contexts.Any(context => TakesIn(context.Folder, context.Ignore, real));
    }

    private static bool TakesIn(string context, DockerIgnore ignore, string path) =>
        RealPath.IsIn(context, path) ? HasRead(context, ignore, context) : RealPath.IsIn(path, context) && HasRead(context, ignore, path);

    // Docker takes a link as it is, and reads nothing behind it.
    private static bool HasRead(string context, DockerIgnore ignore, string path)
    {
        var isLeftOut = path != context && ignore.Excludes(Path.GetRelativePath(context, path).Replace('\\', '/'));
        if (new DirectoryInfo(path) is not { Exists: true, LinkTarget: null })
        {
            return !isLeftOut;
        }

        return (!isLeftOut || ignore.HasExceptions)
            && Directory.EnumerateFileSystemEntries(path, "*", Everything).Any(entry => HasRead(context, ignore, entry));
    }
}
