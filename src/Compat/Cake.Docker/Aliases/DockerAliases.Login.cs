using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Logs in to a registry; to Docker Hub when no server is given.</summary>
    [CakeMethodAlias]
    public static void DockerLogin(this ICakeContext context, DockerRegistryLoginSettings settings, string? server = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        RunnerOf<DockerRegistryLoginSettings>(context).Run("login", settings, server == null ? [] : [server]);
    }
}
