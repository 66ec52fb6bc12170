using System.Text;
using Stevedore.Registries;
using Stevedore.Runs;

namespace Stevedore.Docker;

/// <summary>What docker takes for its config in this run: the user's own and this run's credentials, in the run's private folder.</summary>
public sealed class PrivateDockerConfig(PrivateFolder folder, CleanUp cleanUp)
{
    private const string Contexts = "contexts";
    private readonly Lazy<string> user = new(UserFolder);
    private bool isWritten;

    /// <summary>The text of the user's config.json; null when there is none.</summary>
    /// <exception cref="StevedoreException">It is there, and this user cannot read it.</exception>
    public string? UserConfig => ReadUserConfig();

    /// <summary>The variables that point docker and buildx at the private config, and at the user's builders.</summary>
    /// <exception cref="InvalidOperationException">Nothing was written yet.</exception>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["DOCKER_CONFIG"] = isWritten
                ? folder.FullPath
                : throw new InvalidOperationException("The private docker config is written by ShipLogin."),
            ["BUILDX_CONFIG"] = Environment.GetEnvironmentVariable("BUILDX_CONFIG") is { Length: > 0 } chosen
                ? chosen
                : Path.Combine(user.Value, "buildx"),
        };

    private string UserFile => Path.Combine(user.Value, "config.json");

    /// <summary>Writes the config with these credentials, by host; again when they change.</summary>
    public void Write(IReadOnlyDictionary<string, RegistryCredential> credentials)
    {
        LinkContexts();
        var plugins = Path.Combine(user.Value, "cli-plugins");
        var text = DockerConfigFile.Merge(UserConfig, Directory.Exists(plugins) ? plugins : null, credentials);
        folder.Write("config.json", Encoding.UTF8.GetBytes(text));
        isWritten = true;
    }

    private string? ReadUserConfig()
    {
        try
        {
            return File.ReadAllText(UserFile);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StevedoreException(
                "Cannot read docker's config",
                $"{UserFile} is not readable for this user",
                $"After `sudo docker` it belongs to root: run `sudo chown -R $USER {user.Value}`, or set DOCKER_CONFIG to another folder.",
                cause
            );
        }
    }

    // Contexts are looked up beside the config, and one of them may be the engine that the user works with.
    private void LinkContexts()
    {
        var (link, contexts) = (folder.File(Contexts), Path.Combine(user.Value, Contexts));
        if (Directory.Exists(contexts) && !Path.Exists(link))
        {
            cleanUp.Do(() => Directory.CreateSymbolicLink(link, contexts));
        }
    }

    private static string UserFolder() =>
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
}
