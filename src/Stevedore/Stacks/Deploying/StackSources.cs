using Stevedore.Aws;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Shipping;

namespace Stevedore.Stacks.Deploying;

/// <summary>Finds the stacks that a command means, in the order in which they are deployed.</summary>
internal sealed class StackSources(
    StevedoreRun run,
    IAwsClients aws,
    IStackFiles files,
    ImmutableArray<RegistryKind> kinds,
    Action<string> warn
)
{
    private const string Folder = "pipeline";

    private StevedoreSettings Settings => run.Here.Chosen.Values;

    /// <summary>Where they are. Needs neither a Dockerfile nor git.</summary>
    /// <exception cref="StevedoreException">The settings have none of that name, or nothing says a region.</exception>
    public ImmutableArray<StackTarget> Named(StackRequest request) =>
        [.. Names(request.Pipeline).SelectMany(name => Ordered(name, Committed(name)))];

    /// <summary>What they are to be. Where nothing is here that templates are made of, those of the repository are taken.</summary>
    /// <exception cref="StevedoreException">There are none, or they cannot be made.</exception>
    public ImmutableArray<StackTarget> Made(StackRequest request)
    {
        var names = Names(request.Pipeline);
        StackFiles made;
        try
        {
            made = files.Make(request.Pipeline);
        }
        // What is wrong with the settings or the overrides would be deployed as it was before it was wrong.
        catch (NothingToMakeOfException fault) when (names.All(name => Text($"{Folder}/{name}.yml") is not null))
        {
            warn($"The templates of the repository are deployed as they are, since they cannot be made again here: {fault.Message}");
            return
            [
                .. names
                    .SelectMany(name => Ordered(name, Committed(name)))
                    .Select(target =>
                        target with
                        {
                            Template = target.Committed!,
                            Parameters = ParameterFile.Values(Parameters(target), target.ParameterFile),
                        }
                    ),
            ];
        }

        foreach (var note in made.Notes)
        {
            warn(note);
        }

        return [.. names.SelectMany(name => Ordered(name, Made(name, made)))];
    }

    private IEnumerable<StackTarget> Made(string name, StackFiles made)
    {
        foreach (var file in made.Files.Where(file => file.IsTemplate))
        {
            if (Target(name, file.Path) is not { } target)
            {
                continue;
            }

            var values = made.Files.FirstOrDefault(other => other.Path == target.ParameterFile)?.Text;
            yield return target with
            {
                Template = file.Text,
                Committed = Text(OfEnvironment(target.Path)) ?? Text(target.Path),
                Parameters = ParameterFile.Values(values, target.ParameterFile),
            };
        }
    }

    private IEnumerable<StackTarget> Committed(string name)
    {
        var folder = Path.Combine(run.Root, Folder);
        string[] others = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, $"{name}.*.yml").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)]
            : [];
        return others
            .Prepend($"{name}.yml")
            .Select(file => Target(name, $"{Folder}/{file}"))
            .OfType<StackTarget>()
            .Select(target => target with { Committed = Text(OfEnvironment(target.Path)) ?? Text(target.Path) });
    }

    // The file of an environment is for the same stack.
    private StackTarget? Target(string name, string path)
    {
        var chosen = Settings.Pipelines![name];
        var registry = Registry();
        var account = chosen.Account ?? registry?.Account;
        var region =
            chosen.Region
            ?? registry?.Region
            ?? aws.DefaultRegion()
            ?? throw new StevedoreException(
                $"Cannot look for the stack '{name}'",
                "nothing says its region",
                $"Write pipelines.{name}.region, or set AWS_REGION."
            );
        var again = run.Again(name);
        var rest = path[(Folder.Length + 1 + name.Length)..];
        if (rest == ".yml")
        {
            return new(name, name, path)
            {
                Account = account,
                Region = region,
                Again = again,
                Role = chosen.Role,
                Bucket = chosen.Bucket,
            };
        }

        return Other(rest, ".target-") is { } target ? In(target, $"{name}-target-{target}")
            : Other(rest, ".base-") is { } other ? In(other, $"{name}-base-{other}")
            : null;

        StackTarget In(string another, string stack) =>
            new(name, stack, path)
            {
                Account = another,
                Region = region,
                Again = again,
            };
    }

    private static string? Other(string rest, string prefix) =>
        rest.StartsWith(prefix, StringComparison.Ordinal)
        && rest[prefix.Length..^".yml".Length] is { Length: 12 } account
        && account.All(char.IsAsciiDigit)
            ? account
            : null;

    // What knows the bucket of the pipeline comes after it, and a role that the pipeline takes before it.
    private static IEnumerable<StackTarget> Ordered(string name, IEnumerable<StackTarget> targets) =>
        targets.OrderBy(target =>
            target.Name == name ? 1
            : (target.Template.Length > 0 ? target.Template : target.Committed ?? "").Contains(
                "\n  ArtifactBucket:",
                StringComparison.Ordinal
            )
                ? 2
            : 0
        );

    // That of the definitions, else the first that is deployed from: where the pipeline is planned, too.
    private RegistryPlan? Registry()
    {
        var registries = Settings.Registries ?? [];
        var name =
            Settings.Definitions?.Registry
            ?? registries.FirstOrDefault(registry => RegistryKind.Of(registry.Value, kinds).IsDeployedFrom).Key;
        return name is not null && registries.TryGetValue(name, out var found)
            ? RegistryKind.Of(found, kinds).Plan(name, found, facts: null)
            : null;
    }

    private ImmutableArray<string> Names(string? only)
    {
        var names = Settings.Pipelines?.Keys.ToArray() ?? [];
        return names.Length == 0
                ? throw new StevedoreException(
                    "Cannot look for stacks",
                    "stevedore.json has no pipelines",
                    """Add "pipelines": { "shop": { "source": { "connection": "<name or ARN>", "repository": "acme/shop", "branch": "main" } } } to it."""
                )
            : only is null ? StackOrder.Of(Settings, names)
            : names.Contains(only) ? [only]
            : throw new StevedoreException(
                $"Cannot look for the stack of the pipeline {OutsideText.Line(only, 80)}",
                "pipelines has none of that name",
                new Complaint("", Nearest.Hint(only, names)).Sentence
            );
    }

    private string? Parameters(StackTarget target) => Text(OfEnvironment(target.ParameterFile)) ?? Text(target.ParameterFile);

    private string OfEnvironment(string path) =>
        run.Here.EnvironmentName is { } environment && path.Split('.', 2) is [var start, var end] ? $"{start}.{environment}.{end}" : path;

    private string? Text(string path) => WrittenFile.Text(Path.Combine(run.Root, path));
}
