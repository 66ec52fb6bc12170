using Stevedore.Settings.Layers;
using Stevedore.Settings.Rules;

namespace Stevedore.Rehearsal;

/// <summary>The environment of what runs in the lab: this one, without what leads to the real engine, logins, builders or AWS.</summary>
internal static class RehearsalEnvironment
{
    private const string Nothing = "/dev/null";
    private static readonly string[] Leading = ["AWS_", "BUILDX_", "BUILDKIT_"];
    private static readonly string[] Docker =
    [
        "DOCKER_HOST",
        "DOCKER_CONTEXT",
        "DOCKER_CONFIG",
        "DOCKER_AUTH_CONFIG",
        "DOCKER_API_VERSION",
        "DOCKER_CERT_PATH",
        "DOCKER_TLS",
        "DOCKER_TLS_VERIFY",
    ];

    private static readonly string[] Whole = ["registries", "builder"];
    private static readonly string[] Uris = ["AWS_ECR_REPOSITORY_URI", "REPOSITORY_URI"];

    // Names that the settings may ask for; they lead nowhere by themselves.
    private static readonly string[] Harmless = ["AWS_ACCOUNT_ID", "AWS_ECR_REPOSITORY_URI"];

    /// <param name="current">The environment of this process.</param>
    /// <param name="changes">What is led to the lab.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> current, RehearsalChanges changes, LabPlaces lab)
    {
        var variables = current.Where(variable => !Leads(variable.Key)).ToDictionary(StringComparer.Ordinal);
        // A profile of the machine may say that endpoints are not to be taken from the environment.
        variables["AWS_CONFIG_FILE"] = variables["AWS_SHARED_CREDENTIALS_FILE"] = Nothing;
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var (name, value) in lab.Variables.Concat(changes.Variables))
        {
            variables[name] = value;
        }

        foreach (var name in new[] { "NO_PROXY", "no_proxy" })
        {
            variables[name] = string.Join(',', Unproxied(variables.GetValueOrDefault(name)).Concat(lab.Unproxied));
        }

        Lead(variables, changes);
        return variables;
    }

    private static IEnumerable<string> Unproxied(string? said) => string.IsNullOrWhiteSpace(said) ? [] : [said.Trim()];

    private static bool Leads(string variable) =>
        (Array.Exists(Leading, prefix => variable.StartsWith(prefix, StringComparison.Ordinal)) && !Harmless.Contains(variable))
        || Docker.Contains(variable)
        || IsChanged(variable);

    // However it is spelled.
    private static bool IsChanged(string variable) => EnvironmentLayer.Key(variable) is { } key && !VariableNames.Meant(key, Whole).IsEmpty;

    // The host of a repository is a registry like those of the settings, and must not disagree with them.
    private static void Lead(Dictionary<string, string> variables, RehearsalChanges changes)
    {
        if (changes.Place is not var (account, region))
        {
            return;
        }

        foreach (var name in Uris.Where(variables.ContainsKey))
        {
            if (RepositoryUri.TryParse(variables[name]) is { } uri)
            {
                variables[name] = (uri with { Host = EcrHost.Of(account, region), Account = account, Region = region }).ToString();
            }
        }
    }
}
