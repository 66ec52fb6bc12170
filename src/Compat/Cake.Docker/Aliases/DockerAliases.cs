using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <summary>Docker's commands as methods of a Cake context.</summary>
[CakeAliasCategory("Docker")]
public static partial class DockerAliases
{
    private static GenericDockerRunner<TSettings> RunnerOf<TSettings>(ICakeContext context)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
    }
}
