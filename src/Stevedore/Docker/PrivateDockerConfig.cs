using System.Text;
using Stevedore.Credentials;
using Stevedore.Runs;

namespace Stevedore.Docker;

/// <summary>What docker takes for its config in this run: the user's own and this run's credentials, in the run's private folder.</summary>
internal sealed class PrivateDockerConfig(PrivateFolder folder, UserDockerConfig user, CleanUp cleanUp)
{
    private const string Contexts = "contexts";
    private bool isWritten;

    /// <summary>The variables that point docker and buildx at the private config, and at the user's builders and certificates.</summary>
    /// <exception cref="InvalidOperationException">Nothing was written yet.</exception>
    public IReadOnlyDictionary<string, string> Variables
    {
        get
        {
            var variables = new Dictionary<string, string>
            {
                ["DOCKER_CONFIG"] = isWritten
                    ? folder.FullPath
                    : throw new InvalidOperationException("The private docker config is written by ShipLogin."),
                ["BUILDX_CONFIG"] = user.Builders,
            };
            if (user.Certificates is { } certificates)
            {
                // Docker looks for them beside its config.
                variables["DOCKER_CERT_PATH"] = certificates;
            }

            if (UserDockerConfig.Auths is not null)
            {
                // Newer dockers prefer it to the config, which holds what it says.
                variables[UserDockerConfig.AuthVariable] = "";
            }

            return variables;
        }
    }

    /// <summary>The builder that docker uses unasked, for a buildx that does not say it.</summary>
    public string CurrentBuilder => user.CurrentBuilder();

    /// <summary>What of the user's is left out and why; null for nothing.</summary>
    public string? Warning => user.Warning;

    /// <summary>The folders that docker looks for plugins in before the system's.</summary>
    internal ImmutableArray<string> PluginFolders { get; private set; } = [];

    /// <summary>The credentials that it was written with last, by host.</summary>
    internal ImmutableDictionary<string, RegistryCredential> Written { get; private set; } =
        ImmutableDictionary<string, RegistryCredential>.Empty;

    /// <summary>Writes the config with these credentials, by host; again when they change.</summary>
    public void Write(IReadOnlyDictionary<string, RegistryCredential> credentials)
    {
        LinkContexts();
        var plugins = Path.Combine(user.Folder, "cli-plugins");
        var text = DockerConfigFile.Merge(user.Read(), Directory.Exists(plugins) ? plugins : null, credentials);
        folder.Write("config.json", Encoding.UTF8.GetBytes(text));
        PluginFolders = DockerConfigFile.PluginFoldersOf(text);
        isWritten = true;
        Written = credentials.ToImmutableDictionary(StringComparer.Ordinal);
    }

    // Contexts are looked up beside the config, and one of them may be the engine that the user works with.
    private void LinkContexts()
    {
        var (link, contexts) = (folder.File(Contexts), Path.Combine(user.Folder, Contexts));
        if (Directory.Exists(contexts) && !Path.Exists(link))
        {
            cleanUp.Do(() =>
                FileFaults.Tell(
                    $"Cannot link {contexts} to {link}",
                    "Set TMPDIR to a folder of a file system that has symbolic links.",
                    () => Directory.CreateSymbolicLink(link, contexts)
                )
            );
        }
    }
}
