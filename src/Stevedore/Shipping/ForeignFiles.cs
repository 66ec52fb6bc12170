using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>What others leave in the output folder, such as what a deployment writes there: not a run's to take away, and part of a context that holds the folder.</summary>
/// <param name="root">The folder that the paths of the plan start from.</param>
internal sealed class ForeignFiles(OutputFolder outputs, GitIndex index, string root)
{
    /// <summary>What is to be said of them.</summary>
    public IEnumerable<string> Warnings(IEnumerable<ImagePlan> images)
    {
        var others = new Lazy<string[]>(() => [.. Names()]);
        foreach (var image in images)
        {
            var context = RealPath.Of(Path.Combine(root, image.Context));
            if (outputs.RealPath == context || !RealPath.IsIn(outputs.RealPath, context) || others.Value.Length == 0)
            {
                continue;
            }

            var folder = Path.GetRelativePath(context, outputs.RealPath).Replace('\\', '/');
            var ignore = DockerIgnore.Parse(ContextIgnore.OfImage(image, root));
            string[] read = [.. others.Value.Select(name => $"{folder}/{name}").Where(path => !ignore.Excludes(path))];
            if (read.Length > 0)
            {
                yield return $"The context of '{image.Name}' holds {string.Join(", ", read)}: in no commit, and not this run's to delete. An image that copies it "
                    + $"has another digest each time. Add {DockerIgnore.LineFor(folder)} to its .dockerignore, or name a folder outside of the context with --output.";
            }
        }
    }

    private IEnumerable<string> Names()
    {
        var folder = new DirectoryInfo(outputs.RealPath);
        if (!folder.Exists)
        {
            return [];
        }

        FileSystemInfo[] entries =
        [
            .. folder.EnumerateFileSystemInfos().Where(entry => !OutputInspection.IsOwn(entry.FullName, entry.Name)),
        ];
        var tracked = index.Tracked(folder.FullName, entries.Select(entry => entry.Name));
        return entries
            .Where(entry => !tracked.Contains(entry.Name) && OutputTraces.NameOfTemporary(entry.Name) is null)
            .Where(entry => entry is not DirectoryInfo { LinkTarget: null } || index.Tracked(entry.FullName, ["."]).IsEmpty)
            .Select(entry => entry.Name)
            .Order(StringComparer.Ordinal);
    }
}
