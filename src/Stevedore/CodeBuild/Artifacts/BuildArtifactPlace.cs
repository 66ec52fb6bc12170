using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;

namespace Stevedore.CodeBuild.Artifacts;

/// <summary>Where a build puts its artifacts, to be fetched. Pure.</summary>
internal static class BuildArtifactPlace
{
    /// <param name="key">A zip's, with folders.</param>
    public static ProjectArtifacts In(string bucket, string key) =>
        new()
        {
            Type = ArtifactsType.S3,
            Location = bucket,
            Path = key[..key.LastIndexOf('/')],
            Name = key[(key.LastIndexOf('/') + 1)..],
            NamespaceType = ArtifactNamespace.NONE,
            Packaging = ArtifactPackaging.ZIP,
            OverrideArtifactName = false,
        };
}
