namespace Stevedore.Releases;

/// <summary>Writes files of an output folder under other names first, and renames them when all are complete.</summary>
internal sealed class OutputPlacing(OutputFolder folder, IReadOnlyList<(string Name, Action<Stream> Write)> files)
{
    /// <exception cref="StevedoreException">One of them cannot be written; none is there then.</exception>
    public void Run()
    {
        var placed = new List<string>();
        try
        {
            foreach (var (name, write) in files)
            {
                OutputFolder.TryWrite(folder.Path(name), () => Write(folder.Temporary(name), write));
            }

            foreach (var (name, _) in files)
            {
                OutputFolder.TryWrite(folder.Path(name), () => File.Move(folder.Temporary(name), folder.Path(name), overwrite: true));
                placed.Add(folder.Path(name));
            }
        }
        catch (StevedoreException)
        {
            // A pipeline takes whatever is there, and would deploy from the part.
            placed.ForEach(File.Delete);
            throw;
        }
        finally
        {
            foreach (var (name, _) in files)
            {
                File.Delete(folder.Temporary(name));
            }
        }
    }

    private static void Write(string path, Action<Stream> write)
    {
        using var stream = File.Create(path);
        write(stream);
        stream.Flush(flushToDisk: true);
    }
}
