using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Creates an image from images that a registry holds.</summary>
    [CakeMethodAlias]
    public static void DockerBuildXImageToolsCreate(
        this ICakeContext context,
        DockerBuildXImageToolsCreateSettings? settings,
        IEnumerable<string>? target = null
    )
    {
        RunnerOf<DockerBuildXImageToolsCreateSettings>(context).Run("buildx imagetools create", settings ?? new(), [.. target ?? []]);
    }

    /// <summary>Describes an image that a registry holds.</summary>
    /// <returns>The lines of its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerBuildXImageToolsInspect(
        this ICakeContext context,
        DockerBuildXImageToolsInspectSettings? settings,
        string name
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return RunnerOf<DockerBuildXImageToolsInspectSettings>(context)
            .RunWithResult("buildx imagetools inspect", settings ?? new(), lines => lines.ToArray(), name);
    }
}
