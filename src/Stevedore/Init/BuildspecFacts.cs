using System.Text.RegularExpressions;

namespace Stevedore.Init;

/// <summary>What an existing buildspec says of what it ships, in its variables and plain commands. Its shell is not followed.</summary>
/// <param name="Repository">The repository in ECR; null where nothing says one.</param>
/// <param name="Region">Null where nothing says one.</param>
/// <param name="Account">Null where nothing says one.</param>
/// <param name="Secret">The secret with the credentials for Docker Hub; null where nothing says one.</param>
internal sealed record BuildspecFacts(string? Repository, string? Region, string? Account, HubSecret? Secret)
{
    private static readonly Regex EcrHost = new(
        @"(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?:/(?<repository>[a-z0-9][a-z0-9._/-]*[a-z0-9]))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex RegionForm = new(
        @"\A[a-z]{2,}(?:-[a-z]+)+-\d+\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    // What stands elsewhere is a value, and may be the secret itself.
    private static readonly Regex SecretsManager = new(
        @"^(?<indent>[ \t]*)secrets-manager:[ \t]*(?:#.*)?\r?\n(?<block>(?:\k<indent>[ \t]+.*\r?\n?|[ \t]*\r?\n)*)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Variable = new(
        @"^[ \t]*(?:-[ \t]*)?(?:export[ \t]+)?(?<name>[A-Z][A-Z0-9_]*)[ \t]*[:=][ \t]*(?<value>""[^""\r\n]*""|'[^'\r\n]*'|[^\s#]+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
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
        var said = Variables(text);
        var host = EcrHost.Match(text);
        var repository =
            OfRepositories
                .Select(name => Array.Find(said, variable => variable.Name == name).Value)
                .FirstOrDefault(value => value is not null)
            ?? (host.Groups["repository"] is { Success: true, Value: var pushed } ? pushed : null);
        return new(
            repository is null ? null : Images.RepositoryName.TryParse(Path(repository))?.Value,
            new[] { Value("AWS_DEFAULT_REGION"), Value("AWS_REGION"), Of(host, "region") }.FirstOrDefault(region =>
                region is not null && RegionForm.IsMatch(region)
            ),
            new[] { Value("AWS_ACCOUNT_ID"), Of(host, "account") }.FirstOrDefault(account =>
                account is { Length: 12 } && account.All(char.IsAsciiDigit)
            ),
            HubSecret.Of(Variables(SecretsManager.Match(text).Groups["block"].Value))
        );

        string? Value(string name) => Array.Find(said, variable => variable.Name == name).Value;
    }

    private static (string Name, string Value)[] Variables(string text) =>
        [
            .. Variable
                .Matches(text)
                .Select(match => (Name: match.Groups["name"].Value, Value: Plain(match)))
                .Where(variable => variable.Value.Length > 0 && !variable.Value.Contains('$', StringComparison.Ordinal)),
        ];

    // A URI names the host as well.
    private static string Path(string repository) =>
        repository.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && repository[..slash].Contains('.', StringComparison.Ordinal)
            ? repository[(slash + 1)..]
            : repository;

    private static string? Of(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: { Length: > 0 } value } ? value : null;

    private static string Plain(Match match) => match.Groups["value"].Value.Trim().Trim('"', '\'');
}

/// <summary>A secret with the credentials for Docker Hub.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UsernameKey">Null for the default.</param>
/// <param name="PasswordKey">Null for the default.</param>
internal sealed record HubSecret(string Name, string? UsernameKey, string? PasswordKey)
{
    private static readonly Regex Reference = new(
        @"\A[A-Za-z0-9/_+=.@-]+:[A-Za-z0-9_.-]+\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <param name="variables">Those of <c>secrets-manager</c> in a buildspec, whose values are <c>secret:key</c>.</param>
    public static HubSecret? Of(IEnumerable<(string Name, string Value)> variables)
    {
        var keys = variables
            .Where(variable =>
                variable.Name.Contains("DOCKER", StringComparison.Ordinal) || variable.Name.StartsWith("HUB_", StringComparison.Ordinal)
            )
            .Where(variable => Reference.IsMatch(variable.Value))
            .Select(variable => (variable.Name, Parts: variable.Value.Split(':')))
            .ToArray();
        keys = Array.FindAll(keys, key => key.Parts[0] == keys[0].Parts[0]);
        return keys is [var first, ..]
            ? new(
                first.Parts[0],
                Array.Find(keys, key => key.Name.Contains("USER", StringComparison.Ordinal)).Parts?[1],
                Array.Find(keys, key => !key.Name.Contains("USER", StringComparison.Ordinal)).Parts?[1]
            )
            : null;
    }
}
