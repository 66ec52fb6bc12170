namespace Stevedore.Credentials;

/// <summary>The docker config of the user, which is only read.</summary>
internal sealed class UserDockerConfig
{
    private readonly Lazy<string> folder = new(Find);

    /// <summary>The folder of DOCKER_CONFIG, else <c>.docker</c> in the user's home. It need not be there.</summary>
    public string Folder => folder.Value;

    /// <summary>The text of its config.json; null when there is none.</summary>
    /// <exception cref="StevedoreException">It is there, and this user cannot read it.</exception>
    public string? Read()
    {
        var file = Path.Combine(Folder, "config.json");
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StevedoreException(
                "Cannot read docker's config",
                $"{file} is not readable for this user",
                $"After `sudo docker` it belongs to root: run `sudo chown -R $USER {Folder}`, or set DOCKER_CONFIG to another folder.",
                cause
            );
        }
    }

    private static string Find() =>
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
}
