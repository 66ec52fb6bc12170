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
    private readonly WellKnownVariables variables = new(environment);

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
        EcrPlace place = new(faults, variables);
        foreach (var name in ecr)
        {
            // With several accounts or regions, a URI does not say which of them it is about.
            place.Offer(name, above["registries"]?[name], Below("registries", name), ecr.Count == 1 ? uri : null);
        }

        DockerHubUser user = new(environment);
        foreach (var name in all.Where(name => types.Of(name) == "docker-hub"))
        {
            user.Offer(above["registries"]?[name], Below("registries", name));
        }

        return layer;
    }

    private (Origin Origin, RepositoryUri Uri)? Uri()
    {
        if (variables.First(Uris) is not { } said)
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
        var said = variables.First(Repositories) ?? (uri is { } known ? (known.Origin, known.Uri.Repository) : null);
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

    private SettingNode Below(string key, string name, Origin? origin = null) =>
        layer.Child(key, origin ?? Origin.Default).Child(name, origin ?? Origin.Default);
}
