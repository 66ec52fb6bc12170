namespace Stevedore.Credentials;

/// <summary>Whether docker's config can be used.</summary>
internal static class DockerConfigCheck
{
    private const string Subject = "docker config";

    /// <summary>What was found of the user's.</summary>
    public static ImmutableArray<Finding> Look(UserDockerConfig config)
    {
        var text = config.Read();
        Finding whole =
            config.Warning is { } warning ? new(Subject, FindingLevel.Warning, warning.TrimEnd('.'))
            : text is null ? new(Subject, FindingLevel.Fine, $"none in {config.Folder}")
            : new(Subject, FindingLevel.Fine, config.Folder);
        return [whole, .. config.MissingHelpers().Select(Of)];
    }

    /// <summary>A helper of a host that images are pulled from, without which docker pulls none.</summary>
    public static Finding Of(HelperException fault) => Finding.Of(Subject, fault);

    // What is pulled from elsewhere does without it.
    private static Finding Of((string Host, string Helper) missing) =>
        new(
            Subject,
            FindingLevel.Warning,
            $"credHelpers[\"{missing.Host}\"] names '{missing.Helper}', and docker-credential-{missing.Helper} is not on the PATH"
        )
        {
            Fix = $"Install it, or take credHelpers[\"{missing.Host}\"] out of docker's config.",
        };
}
