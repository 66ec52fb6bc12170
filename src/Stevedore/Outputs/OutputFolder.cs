using System.Globalization;
using Stevedore.Source;

namespace Stevedore.Outputs;

/// <summary>The folder of the output files. A file there is complete or absent.</summary>
public sealed class OutputFolder(string path, CleanUp cleanUp)
{
    private const string Allow = "Let this user write there, or name another folder with --output.";
    private const string MakeRoom =
        "Free space, or name another folder with --output, and run again: what is pushed already stays and is not built again.";

    private const string Ignoring = ".gitignore";

    private static readonly string[] Release = ["imagedefinitions.json", "imageDetail.json", "release.json"];

    /// <summary>What a run writes, and the next deletes before it begins.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Release, "bake.json", "metadata.json", "docker.log"];

    /// <summary>The whole path.</summary>
    public string FullPath { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The path of a file in it.</summary>
    public string Path(string name) => System.IO.Path.Combine(FullPath, name);

    /// <summary>Whether the last release that was written here is of this commit.</summary>
    public bool HoldsReleaseOf(string? commit) =>
        commit is not null
        && File.Exists(Path("release.json"))
        && File.ReadAllText(Path("release.json")).Contains(commit, StringComparison.Ordinal);

    /// <summary>Deletes what an earlier run wrote, and nothing else; makes the folder when it is not there.</summary>
    public void Clear(params IReadOnlyList<string> names)
    {
        var isNew = false;
        Try(
            $"Cannot use the output folder {FullPath}",
            Allow,
            () =>
            {
                isNew = Directory
                    .CreateDirectory(FullPath)
                    .EnumerateFileSystemInfos()
                    .All(left => left.Name.StartsWith($".{Ignoring}.", StringComparison.Ordinal));
            }
        );
        foreach (var file in names.Select(Path).Concat(names.Append(Ignoring).SelectMany(Temporaries)))
        {
            Try($"Cannot delete {file}", Allow, () => File.Delete(file));
        }

        if (isNew && GitReader.RootAbove(FullPath) is not null)
        {
            // What a run writes is no change of what is built, whichever folder the next one names.
            Write(Ignoring, "*\n"u8.ToArray());
        }
    }

    /// <summary>Writes under another name first, so that nobody ever reads half a file.</summary>
    public void Write(string name, ReadOnlyMemory<byte> content)
    {
        var temporary = Path(Invariant($".{name}.{Environment.ProcessId}"));
        cleanUp.Register(() =>
        {
            // Its folder may be gone by then.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        });
        Try(
            $"Cannot write {Path(name)}",
            MakeRoom,
            () =>
            {
                try
                {
                    using (var stream = File.Create(temporary))
                    {
                        stream.Write(content.Span);
                        stream.Flush(flushToDisk: true);
                    }

                    File.Move(temporary, Path(name), overwrite: true);
                }
                finally
                {
                    File.Delete(temporary);
                }
            }
        );
    }

    /// <summary>Writes the files that deployments start from: all of them or none.</summary>
    public void WriteRelease(Shipping.ShipResult result)
    {
        Clear(Release);
        try
        {
            Write("imagedefinitions.json", ImageDefinitions.Standard(result));
            if (ImageDefinitions.Detail(result) is { } detail)
            {
                Write("imageDetail.json", detail);
            }

            Write("release.json", ReleaseRecord.Render(result));
        }
        catch (StevedoreException)
        {
            // A pipeline takes whatever is there, and would deploy from the part.
            Clear(Release);
            throw;
        }
    }

    // What a killed run was writing: the file's name between a dot and the run's process id.
    private IEnumerable<string> Temporaries(string name) =>
        Directory
            .EnumerateFiles(FullPath, $".{name}.*")
            .Where(file =>
                int.TryParse(System.IO.Path.GetExtension(file).AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            )
            .ToArray();

    private static void Try(string what, string fix, Action action)
    {
        try
        {
            action();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // .NET adds the path that was being written, which is the temporary one.
            throw new StevedoreException(what, cause.Message.Split(" : '")[0].TrimEnd('.'), fix, cause);
        }
    }
}
