using Stevedore.Images;
using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Layers;

/// <summary>What variables that many builds already set have to say.</summary>
/// <param name="faults">Takes contradictions.</param>
/// <param name="above">All layers above this one, merged.</param>
/// <param name="environment">The variables.</param>
internal sealed class WellKnownLayer(SettingFaults faults, SettingNode above, IReadOnlyDictionary<string, string> environment)
{
    private static readonly string[] Uris = ["AWS_ECR_REPOSITORY_URI", "REPOSITORY_URI"];
    private static readonly string[] Repositories = ["IMAGE_REPO_NAME", "ECR_REPO_NAME"];

    private readonly SettingNode layer = SettingNode.Object(Origin.Default);

    public SettingNode Read(RegistryTypes types)
    {
        var uri = Uri();
        Repository(uri);
        var registries = above["registries"]?.Keys.Keys.ToArray() ?? [];
        var all = registries.Length == 0 ? [DefaultLayer.Registry] : registries;
        foreach (var name in all)
        {
            // All of them, in their order: the keys of a lower layer come first.
            _ = Below("registries", name);
        }

        var ecr = all.Where(name => types.Of(name) == "ecr").ToList();
        foreach (var name in ecr)
        {
            // With several accounts or regions, a URI does not say which of them it is about.
            Place(name, ecr.Count == 1 ? uri : null);
        }

        DockerHubUser user = new(environment);
        foreach (var name in all.Where(name => types.Of(name) == "docker-hub"))
        {
            user.Offer(above["registries"]?[name], Below("registries", name));
        }

        return layer;
    }

    /// <summary>The variable's value, or null when it says nothing.</summary>
    private (Origin Origin, string Text)? First(params ReadOnlySpan<string> variables)
    {
        foreach (var variable in variables)
        {
            if (environment.GetValueOrDefault(variable)?.Trim() is { Length: > 0 } text)
            {
                return (Origin.Named(variable), text);
            }
        }

        return null;
    }

    private (Origin Origin, RepositoryUri Uri)? Uri()
    {
        if (First(Uris) is not { } said)
        {
            return null;
        }

        if (RepositoryUri.TryParse(said.Text) is { } uri)
        {
            return (said.Origin, uri);
        }

        faults.Add(said.Origin, "", $"'{said.Text}' is not the URI of an ECR repository", $"write it like {RepositoryUri.Form}");
        return null;
    }

    private void Repository((Origin Origin, RepositoryUri Uri)? uri)
    {
        var images = above["images"]?.Keys;
        var said = First(Repositories) ?? (uri is { } known ? (known.Origin, known.Uri.Repository) : null);
        if (said is not var (origin, repository) || images?.Count > 1)
        {
            return;
        }

        if (NameRules.Repository(repository) is { } complaint)
        {
            faults.Add(origin, "", complaint);
        }

        var name = images?.Keys.FirstOrDefault() ?? NameOf(repository);
        var image = Below("images", name, origin);
        image.Offer(above["images"]?[name], "repository", SettingNode.Text(origin, repository));
    }

    /// <summary>The image of a repository that is configured nowhere: its last segment, as far as an image's name allows.</summary>
    private static string NameOf(string repository)
    {
        var last = repository[(repository.LastIndexOf('/') + 1)..].ToLowerInvariant();
        var words = string.Concat(last.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '-'));
        var name = string.Join('-', words.Split('-', StringSplitOptions.RemoveEmptyEntries)).Trim('_');
        return ImageName.TryParse(name)?.Value ?? "image";
    }

    private void Place(string name, (Origin Origin, RepositoryUri Uri)? uri)
    {
        var over = above["registries"]?[name];
        var registry = Below("registries", name);
        if (uri is var (origin, known))
        {
            Agree(origin, over?["account"], $"registries.{name}.account", known.Account);
            Agree(origin, over?["region"], $"registries.{name}.region", known.Region);
            if (over?["account"] is null && First("AWS_ACCOUNT_ID") is { } account)
            {
                Agree(origin, SettingNode.Text(account.Origin, account.Text), "", known.Account);
            }

            registry.Offer(over, "account", SettingNode.Text(origin, known.Account));
            registry.Offer(over, "region", SettingNode.Text(origin, known.Region));
        }

        // AWS_REGION is where the build runs, which CodeBuild always says; a host says where the registry is.
        Offer(registry, over, "region", AwsRules.Region, "AWS_REGION", "AWS_DEFAULT_REGION");
        // AWS_ACCOUNT_ID is the account that the build runs in, which a role may leave.
        if (over?["role"] is null)
        {
            Offer(registry, over, "account", AwsRules.Account, "AWS_ACCOUNT_ID");
        }
    }

    private void Agree(Origin origin, SettingNode? setting, string path, string ofHost)
    {
        if (setting?.Value is { } value && value != ofHost)
        {
            var problem = $"'{value}' disagrees with '{ofHost}' in the host of {origin.Source}";
            faults.Add(setting.Origin, path, problem, "correct one, or unset the variable");
        }
    }

    private void Offer(
        SettingNode registry,
        SettingNode? over,
        string key,
        Func<string, Complaint?> rule,
        params ReadOnlySpan<string> variables
    )
    {
        if (over?[key] is not null || registry[key] is not null || First(variables) is not { } said)
        {
            return;
        }

        if (rule(said.Text) is { } complaint)
        {
            faults.Add(said.Origin, "", complaint);
        }

        registry.Offer(over, key, SettingNode.Text(said.Origin, said.Text));
    }

    private SettingNode Below(string key, string name, Origin? origin = null) =>
        layer.Child(key, origin ?? Origin.Default).Child(name, origin ?? Origin.Default);
}
