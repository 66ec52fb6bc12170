using Stevedore.Runs;

namespace Stevedore.Credentials;

/// <summary>The docker config of the user, which is only read, and the variables that stand beside it.</summary>
internal sealed class UserDockerConfig
{
    /// <summary>The variable with credentials that newer dockers prefer to those of config.json.</summary>
    public const string AuthVariable = "DOCKER_AUTH_CONFIG";

    /// <summary>The folder of DOCKER_CONFIG, else <c>.docker</c> in the user's home. It need not be there.</summary>
    public string Folder { get; } =
        Full("DOCKER_CONFIG") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    /// <summary>The folder of BUILDX_CONFIG; null where it is the one beside config.json.</summary>
    public string? ChosenBuilders { get; } = Full("BUILDX_CONFIG");

    /// <summary>The folder of buildx's builders. It need not be there.</summary>
    public string Builders => ChosenBuilders ?? Path.Combine(Folder, "buildx");

    /// <summary>Where docker finds the certificates of an engine behind TLS; null where the variables ask for none.</summary>
    public string? Certificates =>
        certificates is not null ? certificates
        : Said("DOCKER_TLS_VERIFY") is null && Said("DOCKER_TLS") is null ? null
        : Folder;

    /// <summary>The text of <see cref="AuthVariable"/>; null where it says nothing.</summary>
    public static string? Auths => Said(AuthVariable);

    /// <summary>What is left out of config.json and why; null for nothing.</summary>
    public string? Warning =>
        DockerConfigFile.StoreOf(Text()) is { } store && !IsHelperThere(store)
            ? $"docker's config names the credential store '{store}', and docker-credential-{store} is not on the PATH: what is not logged in to "
                + $"otherwise is used without a login. Install it, or take credsStore out of {ConfigFile}."
            : null;

    /// <summary>
    /// What docker would go by, as the text of a config.json: the file with the credentials of <see cref="AuthVariable"/>, and without a credential
    /// store whose helper is not there, with which docker could pull nothing. Null where there is neither.
    /// </summary>
    /// <exception cref="StevedoreException">It is there, and this user cannot read it, or it is no JSON object.</exception>
    public string? Read() => DockerConfigFile.Effective(Text(), Auths, IsHelperThere);

    /// <summary>The hosts whose own credential helper is not there, with its name.</summary>
    /// <exception cref="StevedoreException">The config cannot be read, or is no JSON object.</exception>
    public IEnumerable<(string Host, string Helper)> MissingHelpers() =>
        DockerConfigFile.HelpersOf(Read()).Where(named => !IsHelperThere(named.Helper));

    /// <summary>The builder that docker uses unasked, for a buildx that does not say it.</summary>
    public string CurrentBuilder()
    {
        var host = Said("DOCKER_HOST");
        var context = host is not null ? null : Said("DOCKER_CONTEXT") ?? DockerConfigFile.ContextOf(Text());
        var file = Path.Combine(Builders, "current");
        return DockerContext.CurrentBuilder(context, host, File.Exists(file) ? File.ReadAllText(file) : null);
    }

    private string ConfigFile => Path.Combine(Folder, "config.json");

    private readonly string? certificates = Full("DOCKER_CERT_PATH");

    private string? Text()
    {
        try
        {
            return File.ReadAllText(ConfigFile);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StevedoreException(
                "Cannot read docker's config",
                $"{ConfigFile} is not readable for this user",
                $"After `sudo docker` it belongs to root: run `sudo chown -R $USER {Folder}`, or set DOCKER_CONFIG to another folder.",
                cause
            );
        }
    }

    private static bool IsHelperThere(string name) =>
        ProgramPath.Find(Said("PATH"), $"docker-credential-{name}", $"docker-credential-{name}.exe") is not null;

    // Relative to where the command was started; Cake may have gone to another folder by the time that docker is.
    private static string? Full(string variable) => Said(variable) is { } path ? Path.GetFullPath(path) : null;

    private static string? Said(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
