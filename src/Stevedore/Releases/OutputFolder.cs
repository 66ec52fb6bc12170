using Stevedore.Runs;
using Stevedore.Source;

namespace Stevedore.Releases;

/// <summary>
/// The folder of the output files. A file there is complete or absent, and of one run. Nothing is there while a build may read the folder; nothing is
/// touched that git tracks, that Stevedore did not write, or that lies behind a link.
/// </summary>
internal sealed class OutputFolder
{
    private const string Allow = "Let this user write there, or name another folder with --output.";
    private const string MakeRoom =
        "Free space, or name another folder with --output, and run again: what is pushed already stays and is not built again.";

    private readonly CleanUp cleanUp;
    private readonly Lazy<string> realPath;
    private readonly Lazy<ImmutableArray<string>> tracked;
    private readonly OutputTraces traces;
    private readonly GitIndex? index;
    private readonly string? workspace;

    /// <param name="path">The folder; it need not be there.</param>
    /// <param name="cleanUp">Keeps files from being written once the run is cancelled.</param>
    /// <param name="index">Tells what git tracks; null to ask nobody.</param>
    /// <param name="workspace">The folder that is built; null for none.</param>
    public OutputFolder(string path, CleanUp cleanUp, GitIndex? index = null, string? workspace = null)
    {
        this.cleanUp = cleanUp;
        this.index = index;
        this.workspace = workspace;
        FullPath = System.IO.Path.GetFullPath(path);
        realPath = new(() => OutputLinks.Resolve(FullPath, workspace));
        tracked = new(() =>
            index?.Tracked(RealPath, [.. OutputFiles.All, .. OutputFiles.OfCodeDeploy, OutputFiles.Deployment, OutputFiles.Ignore]) ?? []
        );
        traces = new(this);
    }

    /// <summary>What a run writes, and the next deletes before it begins.</summary>
    public static ImmutableArray<string> Names => OutputFiles.All;

    /// <summary>The whole path, as it was named.</summary>
    public string FullPath { get; }

    /// <summary>Where it is.</summary>
    /// <exception cref="StevedoreException">A link leads there.</exception>
    public string RealPath => realPath.Value;

    /// <summary>The path of a file in it.</summary>
    public string Path(string name) => System.IO.Path.Combine(FullPath, name);

    /// <summary>Whether the last release that was written here is of this commit.</summary>
    public bool HoldsReleaseOf(string? commit) =>
        commit is not null
        && OutputInspection.IsOwn(Path(OutputFiles.Release), OutputFiles.Release)
        && WrittenFile.Text(Path(OutputFiles.Release))?.Contains(commit, StringComparison.Ordinal) == true;

    /// <summary>Looks whether files of these names may be replaced. Changes nothing.</summary>
    /// <exception cref="StevedoreException">They may not.</exception>
    public void Check(params IReadOnlyList<string> names)
    {
        _ = RealPath;
        OutputInspection.Check(this, names, tracked.Value);
    }

    /// <summary>Sees that the folder can be made and written to, and leaves nothing there.</summary>
    /// <exception cref="StevedoreException">It cannot.</exception>
    public void TryOut()
    {
        string? refusal = null;
        cleanUp.Do(() => refusal = traces.Refusal());
        if (refusal is not null)
        {
            throw new StevedoreException($"Cannot use the output folder {FullPath}", refusal, Allow);
        }
    }

    /// <summary>Deletes what earlier runs wrote, and nothing else, and sees that the folder can be written to.</summary>
    /// <param name="contexts">The real paths of folders that are built from: in these not even an empty folder is left.</param>
    /// <exception cref="StevedoreException">Something else has one of the names, or the folder cannot be written to.</exception>
    public void Clear(IReadOnlyCollection<string> contexts)
    {
        Check(OutputFiles.All);
        Try($"Cannot use the output folder {FullPath}", Allow, traces.Note);
        Delete(OutputFiles.All);
        cleanUp.Do(() =>
            Try(
                $"Cannot use the output folder {FullPath}",
                Allow,
                () =>
                {
                    traces.Probe();
                    if (contexts.Any(context => Runs.RealPath.IsIn(RealPath, context)))
                    {
                        traces.Remove(contexts, IsOwnIgnore);
                    }
                }
            )
        );
    }

    /// <summary>Deletes files that this run or an earlier one wrote, and what a killed run was writing.</summary>
    public void Delete(params IEnumerable<string> names) =>
        cleanUp.Do(() =>
        {
            // To delete in a folder that is not there is an error.
            foreach (var file in names.SelectMany(name => traces.Temporaries(name).Append(Path(name))).Where(File.Exists).ToArray())
            {
                Try($"Cannot delete {file}", Allow, () => File.Delete(file));
            }
        });

    /// <summary>Places files, all of them or none: nobody ever reads half of one.</summary>
    /// <param name="files">Each file's name, and what writes its content.</param>
    /// <exception cref="StevedoreException">One of them cannot be written.</exception>
    public void Place(params IReadOnlyList<(string Name, Action<Stream> Write)> files) =>
        cleanUp.Do(() =>
        {
            new OutputPlacing(this, [.. Make(), .. files]).Run();
        });

    /// <summary>Places what a run elsewhere has left, by paths that start here, with slashes: all of them or none. What has such a path is replaced.</summary>
    /// <exception cref="StevedoreException">Git tracks one of them, or the folder holds what is built; or one cannot be written.</exception>
    public void Bring(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        if (workspace is not null && Runs.RealPath.IsIn(Runs.RealPath.Of(workspace), RealPath))
        {
            throw new StevedoreException(
                $"Cannot use the output folder {FullPath}",
                "it holds the repository, and what comes from elsewhere may not lie among its files",
                "Name another folder with --output=<folder>."
            );
        }

        var known = (index?.TrackedBelow(RealPath) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (files.Select(file => known.TryGetValue(file.Path, out var own) ? own : null).OfType<string>().FirstOrDefault() is { } taken)
        {
            throw new StevedoreException(
                $"Cannot use the output folder {FullPath}",
                $"git tracks {OutsideText.Line(taken)} there",
                "Name another folder with --output=<folder>."
            );
        }

        cleanUp.Do(() =>
        {
            (string Path, Action<Stream> Write)[] ignore = [.. Make()];
            files = [.. ignore, .. files.Where(file => ignore.Length == 0 || file.Path != OutputFiles.Ignore)];
        });
        new OutputPlacing(this, files).RunBetween(cleanUp);
    }

    /// <summary>Writes the files that deployments start from, in place of those that are there: all of them or none.</summary>
    public void WriteRelease(ShipResult result)
    {
        Check(OutputFiles.OfRelease);
        Delete(OutputFiles.OfRelease);
        var detail = ImageDefinitions.Detail(result);
        Place([
            (OutputFiles.Definitions, Bytes(ImageDefinitions.Standard(result))),
            .. detail is null ? Array.Empty<(string, Action<Stream>)>() : [(OutputFiles.Detail, Bytes(detail))],
            (OutputFiles.Release, Bytes(ReleaseRecord.Render(result))),
        ]);
    }

    /// <summary>The name of a file while it is being written.</summary>
    internal string Temporary(string name)
    {
        var slash = name.LastIndexOf('/') + 1;
        return Path(Invariant($"{name[..slash]}.{name[slash..]}.{Environment.ProcessId}"));
    }

    internal static void Try(string what, string fix, Action action)
    {
        try
        {
            action();
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            throw new StevedoreException(what, FileFaults.Why(cause), fix, cause);
        }
    }

    internal static void TryWrite(string path, Action action) => Try($"Cannot write {path}", MakeRoom, action);

    // What a run writes is no change of what is built, whichever folder the next one names.
    private IEnumerable<(string Name, Action<Stream> Write)> Make()
    {
        Try(
            $"Cannot use the output folder {FullPath}",
            Allow,
            () =>
            {
                traces.Note();
                traces.MakeFolder();
            }
        );
        return traces.IsNew && GitReader.RootAbove(FullPath) is not null
            ? [(OutputFiles.Ignore, stream => stream.Write(OutputFiles.IgnoresAll))]
            : [];
    }

    private static Action<Stream> Bytes(byte[] content) => stream => stream.Write(content);

    private bool IsOwnIgnore() =>
        !tracked.Value.Contains(OutputFiles.Ignore) && OutputInspection.IsOwn(Path(OutputFiles.Ignore), OutputFiles.Ignore);
}
