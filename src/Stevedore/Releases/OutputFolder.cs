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

    /// <param name="path">The folder; it need not be there.</param>
    /// <param name="cleanUp">Keeps files from being written once the run is cancelled.</param>
    /// <param name="index">Tells what git tracks; null to ask nobody.</param>
    /// <param name="workspace">The folder that is built; null for none.</param>
    public OutputFolder(string path, CleanUp cleanUp, GitIndex? index = null, string? workspace = null)
    {
        this.cleanUp = cleanUp;
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
            Try(
                $"Cannot use the output folder {FullPath}",
                Allow,
                () =>
                {
                    traces.Note();
                    traces.MakeFolder();
                }
            );
            // What a run writes is no change of what is built, whichever folder the next one names.
            var isIgnored = traces.IsNew && GitReader.RootAbove(FullPath) is not null;
            (string, Action<Stream>)[] ignore = isIgnored ? [(OutputFiles.Ignore, stream => stream.Write(OutputFiles.IgnoresAll))] : [];
            new OutputPlacing(this, [.. ignore, .. files]).Run();
        });

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
    internal string Temporary(string name) => Path(Invariant($".{name}.{Environment.ProcessId}"));

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

    private static Action<Stream> Bytes(byte[] content) => stream => stream.Write(content);

    private bool IsOwnIgnore() =>
        !tracked.Value.Contains(OutputFiles.Ignore) && OutputInspection.IsOwn(Path(OutputFiles.Ignore), OutputFiles.Ignore);
}
