using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Builds the targets of a bake file.</summary>
    [CakeMethodAlias]
    public static void DockerBuildXBake(this ICakeContext context, DockerBuildXBakeSettings? settings, IEnumerable<string>? target = null)
    {
        RunnerOf<DockerBuildXBakeSettings>(context).Run("buildx bake", settings ?? new(), [.. target ?? []]);
    }

    /// <summary>Creates a builder.</summary>
    /// <param name="target">The context or endpoint of its node.</param>
    [CakeMethodAlias]
    public static void DockerBuildXCreate(this ICakeContext context, DockerBuildXCreateSettings? settings, string? target = null)
    {
        RunnerOf<DockerBuildXCreateSettings>(context).Run("buildx create", settings ?? new(), target == null ? [] : [target]);
    }

    /// <summary>Describes a builder; the present one when none is named.</summary>
    /// <returns>The lines of its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerBuildXInspect(
        this ICakeContext context,
        DockerBuildXInspectSettings? settings,
        string? name = null
    )
    {
        return RunnerOf<DockerBuildXInspectSettings>(context)
            .RunWithResult("buildx inspect", settings ?? new(), lines => lines.ToArray(), name == null ? [] : [name]);
    }

    /// <summary>Lists the builders.</summary>
    /// <returns>The lines of its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerBuildXLs(this ICakeContext context, DockerBuildXLsSettings? settings = null)
    {
        return RunnerOf<DockerBuildXLsSettings>(context).RunWithResult("buildx ls", settings ?? new(), lines => lines.ToArray());
    }

    /// <summary>Removes a builder; the present one when none is named.</summary>
    [CakeMethodAlias]
    public static void DockerBuildXRm(this ICakeContext context, DockerBuildXRmSettings? settings = null, string? name = null)
    {
        RunnerOf<DockerBuildXRmSettings>(context).Run("buildx rm", settings ?? new(), name == null ? [] : [name]);
    }

    /// <summary>Says the version of buildx.</summary>
    /// <returns>The lines of its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerBuildXVersion(this ICakeContext context, DockerBuildXVersionSettings? settings = null)
    {
        return RunnerOf<DockerBuildXVersionSettings>(context).RunWithResult("buildx version", settings ?? new(), lines => lines.ToArray());
    }
}
