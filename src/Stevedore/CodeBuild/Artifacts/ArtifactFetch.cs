using Stevedore.CodeBuild.Uploads;
using Stevedore.Releases;
using Stevedore.Runs;

namespace Stevedore.CodeBuild.Artifacts;

/// <summary>Brings the artifacts of a build back into the output folder.</summary>
/// <param name="tell">Prints a line.</param>
internal sealed class ArtifactFetch(UploadBucket bucket, PrivateFolder folder, OutputFolder outputs, Action<string> tell)
{
    /// <returns>The result with where they are, or with why they are not here: how the build has ended is told whatever becomes of them.</returns>
    public async Task<RemoteBuildResult> Run(string key, RemoteBuildResult result, CancellationToken cancellation)
    {
        try
        {
            var path = folder.File("artifacts.zip");
            await using FileStream archive = new(
                path,
                FileMode.Create,
                FileAccess.ReadWrite,
                FileShare.None,
                64 * 1024,
                FileOptions.DeleteOnClose
            );
            if (!await bucket.Fetch(key, archive, cancellation))
            {
                return result with { Artifacts = null };
            }

            archive.Position = 0;
            var files = ArtifactArchive.Unpack(archive, outputs, Path.GetFileName(outputs.FullPath));
            tell(Invariant($"{files.Length} {(files.Length == 1 ? "artifact" : "artifacts")} in {outputs.FullPath}"));
            return result with { Artifacts = outputs.FullPath };
        }
        catch (StevedoreException fault)
        {
            return Kept(fault.What, fault.Why, $"{fault.Fix} ", fault);
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            return Kept("Cannot take the artifacts of the build", FileFaults.Why(cause), "", cause);
        }

        RemoteBuildResult Kept(string what, string why, string fix, Exception cause) =>
            result with
            {
                Artifacts = null,
                ArtifactsFault = new(
                    what,
                    why,
                    $"{fix}They stay until they expire: `aws s3 cp {bucket.Keep(key)} artifacts.zip` fetches them.",
                    cause
                ),
            };
    }
}
