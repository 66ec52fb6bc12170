using System.Text;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Keeps what runs write out of what is built, wherever it lies, without touching it.</summary>
/// <remarks>
/// An ignore file beside the Dockerfile takes the place of the context's own, and so a copy of both in the run's private folder leaves out more:
/// <see href="https://docs.docker.com/build/concepts/context/#filename-and-location"/>. Other contexts read only the file that is in them.
/// </remarks>
internal sealed class ContextExclusion(PrivateFolder folder, OutputFolder outputs, GitIndex index, string root)
{
    /// <summary>That of a run.</summary>
    public ContextExclusion(PrivateFolder folder, StevedoreRun run)
        : this(folder, run.Outputs, run.Index, run.Root) { }

    /// <summary>Looks whether output files lie where nothing keeps them out of a build. Changes nothing.</summary>
    /// <exception cref="StevedoreException">They do, and what is to be done.</exception>
    public void Check(IEnumerable<ImagePlan> images)
    {
        foreach (var image in images)
        {
            foreach (var context in BuildContexts.Named(image, root).Where(Directory.Exists))
            {
                var ignore = DockerIgnore.Parse(ContextIgnore.OfFolder(context));
                if (Outputs(context, ignore) is { IsEmpty: false } found)
                {
                    throw new StevedoreException(
                        $"Cannot build '{image.Name}'",
                        $"its context {context} holds output files of another run: {string.Join(", ", found)}",
                        $"Add {string.Join(" and ", found.Select(DockerIgnore.LineFor))} to {context}/.dockerignore, or move them elsewhere."
                    );
                }
            }
        }
    }

    /// <summary>The Dockerfile to build each image from in whose context there is something to leave out, by the image's name.</summary>
    /// <param name="tell">Told what is left out.</param>
    public ImmutableDictionary<string, string> Dockerfiles(IEnumerable<ImagePlan> images, Action<string> tell)
    {
        var dockerfiles = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            var context = RealPath.Of(Path.Combine(root, image.Context));
            var text = ContextIgnore.OfImage(image, root);
            var found = Outputs(context, DockerIgnore.Parse(text));
            string[] lines = [.. found.Select(DockerIgnore.LineFor), .. PrivateFolder.Traces(context).Select(trace => $"/{trace}")];
            if (lines.Length > 0)
            {
                tell($"The build of '{image.Name}' leaves out what runs have written to its context: {string.Join(", ", lines)}.");
                dockerfiles[image.Name.Value] = Copy(image, $"{dockerfiles.Count}", string.Join('\n', lines.Prepend(text)));
            }
        }

        return dockerfiles.ToImmutable();
    }

    private ImmutableArray<string> Outputs(string context, DockerIgnore ignore) =>
        new ContextOutputs(context, ignore, outputs.RealPath, index).Find();

    private string Copy(ImagePlan image, string number, string ignore)
    {
        // Docker's messages name the file.
        var name = Path.Combine(number, Path.GetFileName(image.Dockerfile));
        var dockerfile = Path.Combine(root, image.Context, image.Dockerfile);
        folder.Write(
            name,
            FileFaults.Tell($"Cannot read {dockerfile}", "Give this user the right to read it.", () => File.ReadAllBytes(dockerfile))
        );
        folder.Write(ContextIgnore.Beside(name), Encoding.UTF8.GetBytes(ignore));
        return folder.File(name);
    }
}
