using System.Text.RegularExpressions;

namespace Stevedore.Init;

/// <summary>What an existing buildspec says of what it ships, in its variables and plain commands. Its shell is not followed.</summary>
/// <param name="Repository">The repository in ECR; null where nothing says one.</param>
/// <param name="Region">Null where nothing says one.</param>
/// <param name="Account">Null where nothing says one.</param>
/// <param name="Secret">The secret with the credentials for Docker Hub; null where nothing says one.</param>
internal sealed partial record BuildspecFacts(string? Repository, string? Region, string? Account, HubSecret? Secret)
{
    private static readonly ImmutableArray<string> OfRepositories =
    [
        "IMAGE_REPO_NAME",
        "ECR_REPO_NAME",
        "REPOSITORY_URI",
        "AWS_ECR_REPOSITORY_URI",
        "ECR_REPOSITORY",
        "REPOSITORY_NAME",
    ];

    /// <param name="text">Whatever it is: what is no YAML may hold lines that are.</param>
    public static BuildspecFacts Of(string text)
    {
        var said = Variable()
            .Matches(text)
            .Select(match => (Name: match.Groups["name"].Value, Value: Plain(match)))
            .Where(variable => variable.Value.Length > 0 && !variable.Value.Contains('$', StringComparison.Ordinal))
            .ToArray();
        var host = EcrHost().Match(text);
        var repository =
            OfRepositories
                .Select(name => Array.Find(said, variable => variable.Name == name).Value)
                .FirstOrDefault(value => value is not null)
            ?? (host.Groups["repository"] is { Success: true, Value: var pushed } ? pushed : null);
        return new(
            repository is null ? null : Images.RepositoryName.TryParse(Path(repository))?.Value,
            Value("AWS_DEFAULT_REGION") ?? Value("AWS_REGION") ?? Of(host, "region"),
            Value("AWS_ACCOUNT_ID") ?? Of(host, "account"),
            HubSecret.Of(said)
        );

        string? Value(string name) => Array.Find(said, variable => variable.Name == name).Value;
    }

    // A URI names the host as well.
    private static string Path(string repository) =>
        repository.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && repository[..slash].Contains('.', StringComparison.Ordinal)
            ? repository[(slash + 1)..]
            : repository;

    private static string? Of(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: { Length: > 0 } value } ? value : null;

    private static string Plain(Match match) => match.Groups["value"].Value.Trim().Trim('"', '\'');

    [GeneratedRegex(
        @"^\s*(?:-\s*)?(?:export\s+)?(?<name>[A-Z][A-Z0-9_]*)\s*[:=][ \t]*(?<value>""[^""\r\n]*""|'[^'\r\n]*'|[^\s#]+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Variable();

    [GeneratedRegex(
        @"(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?:/(?<repository>[a-z0-9][a-z0-9._/-]*[a-z0-9]))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex EcrHost();
}

/// <summary>A secret with the credentials for Docker Hub.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UsernameKey">Null for the default.</param>
/// <param name="PasswordKey">Null for the default.</param>
internal sealed record HubSecret(string Name, string? UsernameKey, string? PasswordKey)
{
    // As `secrets-manager` of a buildspec has it: secret:key.
    public static HubSecret? Of(IEnumerable<(string Name, string Value)> variables)
    {
        var keys = variables
            .Where(variable =>
                variable.Name.Contains("DOCKER", StringComparison.Ordinal) || variable.Name.Contains("HUB", StringComparison.Ordinal)
            )
            .Where(variable => variable.Value.Split(':') is [{ Length: > 0 }, { Length: > 0 }])
            .Select(variable => (variable.Name, Parts: variable.Value.Split(':')))
            .ToArray();
        return keys is [var first, ..]
            ? new(
                first.Parts[0],
                Array.Find(keys, key => key.Name.Contains("USER", StringComparison.Ordinal)).Parts?[1],
                Array.Find(keys, key => !key.Name.Contains("USER", StringComparison.Ordinal)).Parts?[1]
            )
            : null;
    }
}
