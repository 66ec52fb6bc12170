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

    /// <summary>All variables that may name the repository of an image.</summary>
    public static ImmutableArray<string> RepositoryVariables { get; } = [.. Repositories, .. Uris];

    private readonly SettingNode layer = SettingNode.Object(Origin.Default);
    private readonly WellKnownVariables variables = new(environment);

    public SettingNode Read(RegistryTypes types)
    {
        var uri = Uri();
        Repository(uri);
        var named = above["registries"]?.Keys.Keys.ToArray() ?? [];
        var all = named.Length == 0 ? [types.Kinds.Default] : named;
        foreach (var name in all)
        {
            var offered = layer.Child("registries", Origin.Default).Child(name, Origin.Default);
            if (types.KindOf(name) is { } kind)
            {
                // With several accounts or regions, a URI does not say which of them it is about.
                var isAlone = all.Count(other => types.Of(other) == kind.Type) == 1;
                kind.Suggest(
                    new(faults, variables, name, above["registries"]?[name], offered, kind.Shape.Keys, new(types.Kinds))
                    {
                        Repository = isAlone ? uri : null,
                    }
                );
            }
        }

        return layer;
    }

    private (string Variable, RepositoryUri Uri)? Uri()
    {
        if (variables.First(Uris) is not var (variable, text))
        {
            return null;
        }

        if (RepositoryUri.TryParse(text) is { } uri)
        {
            return (variable, uri);
        }

        faults.Add(Origin.Named(variable), "", $"'{text}' is not the URI of an ECR repository", $"write it like {RepositoryUri.Form}");
        return null;
    }

    private void Repository((string Variable, RepositoryUri Uri)? uri)
    {
        var images = above["images"]?.Keys;
        var said = variables.First(Repositories) ?? (uri is { } known ? (known.Variable, known.Uri.Repository) : null);
        if (said is not var (variable, repository) || images?.Count > 1)
        {
            return;
        }

        var origin = Origin.Named(variable);
        if (new RepositoryRule().Check(repository) is { } complaint)
        {
            faults.Add(origin, "", complaint);
        }

        var name = images?.Keys.FirstOrDefault() ?? NameOf(repository);
        var image = layer.Child("images", origin).Child(name, origin);
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
}
