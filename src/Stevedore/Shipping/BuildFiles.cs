using Stevedore.Releases;
using Stevedore.Runs;

namespace Stevedore.Shipping;

/// <summary>What a build reads and writes while it runs, in the run's private folder, and what is left of it in the output folder.</summary>
internal sealed class BuildFiles(PrivateFolder folder, OutputFolder outputs, CleanUp cleanUp)
{
    private byte[] kept = [];
    private volatile bool isBegun;
    private volatile bool isPlaced;

    /// <summary>The bake file.</summary>
    public string Bake => folder.File(OutputFiles.Bake);

    /// <summary>Where docker writes the digests.</summary>
    public string Metadata => folder.File(OutputFiles.Metadata);

    /// <summary>Where all that docker prints is kept.</summary>
    public string Log => folder.File(OutputFiles.Log);

    /// <summary>Where the log is once the run has ended, however it does.</summary>
    public string KeptLog => outputs.Path(OutputFiles.Log);

    /// <summary>Writes the bake file. From here on the log is kept, also when the run is cancelled.</summary>
    /// <param name="keep">What is left of it, which names nothing that is gone with the run.</param>
    public void Begin(byte[] bake, byte[] keep)
    {
        folder.Write(OutputFiles.Bake, bake);
        kept = keep;
        isPlaced = false;
        if (!isBegun)
        {
            isBegun = true;
            cleanUp.Register(PlaceLog);
        }
    }

    /// <summary>Places all of it; nothing where nothing was built.</summary>
    /// <exception cref="StevedoreException">It cannot be written.</exception>
    public void Place() => Place(OutputFiles.Bake, OutputFiles.Metadata, OutputFiles.Log);

    /// <summary>Places what a build leaves that did not come to its end.</summary>
    /// <exception cref="StevedoreException">It cannot be written.</exception>
    public void PlaceLog() => Place(OutputFiles.Log);

    private void Place(params string[] names)
    {
        if (!isBegun || isPlaced)
        {
            return;
        }

        outputs.Place([
            .. names
                .Where(name => OutputInspection.IsOwn(folder.File(name), name))
                .Select(name => (name, name == OutputFiles.Bake ? target => target.Write(kept) : Copy(folder.File(name)))),
        ]);
        isPlaced = true;
    }

    private static Action<Stream> Copy(string file) =>
        target =>
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            source.CopyTo(target);
        };
}
