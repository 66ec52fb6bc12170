using System.Diagnostics;
using System.Globalization;
using Stevedore.Registries;

namespace Stevedore.Docker;

/// <summary>The folder that docker takes its config from in this run: the user's own config and this run's credentials, readable by nobody else.</summary>
public sealed class PrivateDockerConfig(CleanUp cleanUp)
{
    private const string Prefix = "stevedore-docker-";
    private readonly Lazy<string> user = new(UserFolder);
    private string? folder;

    /// <summary>The text of the user's config.json; null when there is none.</summary>
    /// <exception cref="StevedoreException">It is there, and this user cannot read it.</exception>
    public string? UserConfig => ReadUserConfig();

    /// <summary>The variables that point docker and buildx at the private config, and at the user's builders.</summary>
    /// <exception cref="InvalidOperationException">Nothing was written yet.</exception>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["DOCKER_CONFIG"] = folder ?? throw new InvalidOperationException("The private docker config is written by ShipLogin."),
            ["BUILDX_CONFIG"] = Environment.GetEnvironmentVariable("BUILDX_CONFIG") is { Length: > 0 } chosen
                ? chosen
                : Path.Combine(user.Value, "buildx"),
        };

    private string UserFile => Path.Combine(user.Value, "config.json");

    /// <summary>Writes the config with these credentials, by host; again when they change.</summary>
    public void Write(IReadOnlyDictionary<string, RegistryCredential> credentials)
    {
        folder ??= Create();
        var plugins = Path.Combine(user.Value, "cli-plugins");
        var text = DockerConfigFile.Merge(UserConfig, Directory.Exists(plugins) ? plugins : null, credentials);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Docker may be reading it, and must never see half of it.
        var temporary = Path.Combine(folder, ".config.json.new");
        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        File.Move(temporary, Path.Combine(folder, "config.json"), overwrite: true);
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

    private string Create()
    {
        Sweep();
        var path = Path.Combine(Path.GetTempPath(), Invariant($"{Prefix}{Environment.ProcessId}-{Path.GetRandomFileName()}"));
        cleanUp.Register(() => Delete(path));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // Contexts are looked up beside the config, and one of them may be the engine that the user works with.
        var contexts = Path.Combine(user.Value, "contexts");
        if (Directory.Exists(contexts))
        {
            Directory.CreateSymbolicLink(Path.Combine(path, "contexts"), contexts);
        }

        return path;
    }

    // A killed run leaves its folder, and nothing but the next run can know that it is dead.
    private static void Sweep()
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(left)[Prefix.Length..].Split('-')[0];
            if (
                int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && !IsAlive(id, Directory.GetCreationTimeUtc(left))
            )
            {
                Delete(left);
            }
        }
    }

    private static bool IsAlive(int id, DateTime since)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime() <= since.AddSeconds(1);
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Being swept by another run, or never made.
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's: theirs to sweep.
        }
    }

    private static string UserFolder() =>
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
}
