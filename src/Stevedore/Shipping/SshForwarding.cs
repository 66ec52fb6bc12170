using Cake.Core;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Looks whether the agents and keys are there that Dockerfiles mount with <c>--mount=type=ssh</c>.</summary>
/// <remarks><see href="https://docs.docker.com/reference/cli/docker/buildx/build/#ssh"/></remarks>
internal static class SshForwarding
{
    private const string Agent = "SSH_AUTH_SOCK";

    /// <exception cref="StevedoreException">One is not.</exception>
    public static void Check(IEnumerable<ImagePlan> images, ICakeEnvironment environment)
    {
        foreach (var (image, ssh) in images.SelectMany(image => image.Ssh.Select(ssh => (image, ssh))))
        {
            var files = ssh.Split('=', 2) is [_, { Length: > 0 } named] ? named.Split(',') : [];
            if (files.Length == 0)
            {
                CheckAgent(image, ssh, environment.GetEnvironmentVariable(Agent));
            }
            else if (Array.Find(files, file => !IsThere(file, environment)) is { } missing)
            {
                throw new StevedoreException(
                    $"Cannot build {image.Name}",
                    $"its ssh '{ssh}' names {missing}, and there is no such file",
                    $"Correct images.{image.Name}.ssh; paths are relative to the repository."
                );
            }
        }
    }

    private static void CheckAgent(ImagePlan image, string ssh, string? socket)
    {
        // On Windows buildx has a pipe to fall back on.
        if (!Path.Exists(socket) && !(OperatingSystem.IsWindows() && string.IsNullOrEmpty(socket)))
        {
            throw new StevedoreException(
                $"Cannot build {image.Name}",
                $"its ssh '{ssh}' is the agent of {Agent}, "
                    + (string.IsNullOrEmpty(socket) ? "which is not set" : $"and there is no such socket as {socket}"),
                $"Start one with `eval $(ssh-agent) && ssh-add`, or name a key: set images.{image.Name}.ssh to [\"{ssh.TrimEnd('=')}=<file>\"]."
            );
        }
    }

    private static bool IsThere(string file, ICakeEnvironment environment) =>
        Path.Exists(Path.Combine(environment.WorkingDirectory.FullPath, HomePath.Expand(file, UserFolder.Of(environment))));
}
