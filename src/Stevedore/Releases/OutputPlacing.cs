namespace Stevedore.Releases;

/// <summary>Writes files of an output folder under other names first, and renames them when all are complete.</summary>
internal sealed class OutputPlacing(OutputFolder folder, IReadOnlyList<(string Name, Action<Stream> Write)> files)
{
    /// <exception cref="StevedoreException">One of them cannot be written; none is there then.</exception>
    public void Run()
    {
        try
        {
            foreach (var file in files)
            {
                Write(file);
            }

            Rename();
        }
        finally
        {
            DeleteTemporaries();
        }
    }

    /// <summary>The same for what takes long to write: a run may end between two files.</summary>
    public void RunBetween(CleanUp cleanUp)
    {
        cleanUp.Register(DeleteTemporaries);
        try
        {
            foreach (var file in files)
            {
                cleanUp.Do(() => Write(file));
            }

            cleanUp.Do(Rename);
        }
        finally
        {
            DeleteTemporaries();
        }
    }

    private void Write((string Name, Action<Stream> Write) file) =>
        OutputFolder.TryWrite(folder.Path(file.Name), () => Write(folder.Temporary(file.Name), file.Write));

    private void Rename()
    {
        var placed = new List<string>();
        try
        {
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
    }

    private void DeleteTemporaries()
    {
        foreach (var temporary in files.Select(file => folder.Temporary(file.Name)).Where(File.Exists))
        {
            File.Delete(temporary);
        }
    }

    private static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        write(stream);
        stream.Flush(flushToDisk: true);
    }
}
