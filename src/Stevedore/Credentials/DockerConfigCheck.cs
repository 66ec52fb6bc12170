namespace Stevedore.Credentials;

/// <summary>Whether docker's config can be used.</summary>
internal static class DockerConfigCheck
{
    private const string Subject = "docker config";

    /// <summary>What was found of the user's.</summary>
    public static Finding Look(UserDockerConfig config)
    {
        var text = config.Read();
        return config.Warning is { } warning ? new(Subject, FindingLevel.Warning, warning.TrimEnd('.'))
            : text is null ? new(Subject, FindingLevel.Fine, $"none in {config.Folder}")
            : new(Subject, FindingLevel.Fine, config.Folder);
    }
}
