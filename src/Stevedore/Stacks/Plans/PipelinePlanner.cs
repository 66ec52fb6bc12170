using Stevedore.Aws.Permissions;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Settings.Rules;
using Stevedore.Stacks.Policies;

namespace Stevedore.Stacks.Plans;

/// <summary>Decides what a pipeline of the settings is made of.</summary>
internal sealed class PipelinePlanner(PipelineInputs inputs)
{
    private const string CacheSuffix = "-cache";
    private readonly StevedoreSettings settings = inputs.Settings.Values;

    /// <exception cref="StevedoreException">Its settings do not make a pipeline.</exception>
    public PipelinePlan Plan(string name)
    {
        var chosen = settings.Pipelines![name];
        var ship = inputs.PlanOf(chosen.Images is { } images ? [.. images] : null);
        var home = ship.Registries.FirstOrDefault(registry => registry.Name == ship.Definitions.Registry);
        StackPlace place = new(chosen.Account ?? home?.Account, chosen.Region ?? home?.Region);
        var stages = new StagePlanner(inputs).Plan(name, chosen, place);
        List<string> notes = [];
        var repositories = Repositories(name, chosen, ship, place, stages, notes);
        var needs = inputs.NeedsOf(ship).Where(need => need.Role is null && IsNeeded(need, place)).ToArray();
        PullSecretPlanner pulls = new(inputs);
        PipelinePlan plan = new()
        {
            Name = name,
            Settings = chosen,
            Place = place,
            Ship = ship,
            Repositories = repositories,
            Needs = [.. needs.Select(need => (need.Permission, need.Place))],
            PullSecrets = chosen.PullRequests is null ? [] : [.. pulls.Plan(ship)],
            WithheldLogins = chosen.PullRequests is null ? [] : [.. pulls.Withheld(ship)],
            Stages = stages,
            TakenArtifact = Artifact(ship),
            Tool = inputs.Tool,
        };
        PipelineFaults.Check(plan);
        StageGuards.Check(plan);
        return plan with { Notes = [.. notes, .. PipelineNotes.Of(plan)] };
    }

    private string? Artifact(ShipPlan ship) =>
        ship
            .Images.SelectMany(image => settings.Images![image.Name.Value].Contexts?.Values.AsEnumerable() ?? [])
            .Where(context => context.StartsWith(NamedContextRule.ArtifactScheme, StringComparison.Ordinal))
            .Select(context => context[NamedContextRule.ArtifactScheme.Length..])
            .FirstOrDefault();

    // What stacks make, builds need not make; what is optional is asked for where no stack can see to it.
    private bool IsNeeded(NeededPermission need, StackPlace place) =>
        !((need.Permission == EcrPermissions.Create || need.Permission == EcrPermissions.Mark) && IsMade(need.Place, place))
        && need.Permission != CredentialPermissions.SecretKey
        && need.Permission != CredentialPermissions.ParameterKey
        && (need.Permission != EcrPermissions.PullThrough || IsPullThrough(need.Place.Name));

    private bool IsMade(PermissionPlace where, StackPlace place) =>
        place.AccountOf(where.Account) == StackPlace.OwnAccount
        && place.RegionOf(where.Region) == StackPlace.OwnRegion
        && OwnerOf(ImageOf(where.Name!)) is not null;

    private static string ImageOf(string repository) =>
        repository.EndsWith(CacheSuffix, StringComparison.Ordinal) ? repository[..^CacheSuffix.Length] : repository;

    // A cache of ECR has a prefix for each registry that it copies (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html).
    private static bool IsPullThrough(string? repository) =>
        repository?.Split('/')
            is { Length: > 2 }
                or ["docker-hub" or "ecr-public" or "quay" or "kubernetes" or "k8s" or "github" or "gitlab", _];

    private ImmutableArray<RepositoryPlan> Repositories(
        string name,
        PipelineSettings chosen,
        ShipPlan ship,
        StackPlace place,
        ImmutableArray<StagePlan> stages,
        List<string> notes
    )
    {
        List<RepositoryPlan> repositories = [];
        foreach (var registry in ship.Registries.Where(registry => registry.Pushes))
        {
            if (RegistryKind.Of(registry.Settings, inputs.Kinds).Repositories(registry.Settings) is not { Role: null } rules)
            {
                continue;
            }

            if (place.AccountOf(registry.Account) != StackPlace.OwnAccount || place.RegionOf(registry.Region) != StackPlace.OwnRegion)
            {
                notes.Add(
                    $"{name}: the repositories of registries.{registry.Name} are in another account or region, where this stack makes none."
                );
                continue;
            }

            var images = ship.Shipped.SelectMany(image =>
                image
                    .Destinations.Where(destination => destination.Registry == registry.Name)
                    .Select(destination => (Image: image, Name: destination.Reference.Repository.Value))
            );
            foreach (var shared in images.GroupBy(image => image.Name, StringComparer.Ordinal))
            {
                if (OwnerOf(shared.Key) is { } owner && owner != name)
                {
                    notes.Add(
                        $"{name}: the repository {shared.Key} is made by the stack {owner}, which has to be deployed first. Builds of both push to it: "
                            + $"whoever may push to the branch of either can put an image under a tag that the other deploys."
                    );
                    continue;
                }

                repositories.Add(
                    new(
                        shared.Key,
                        IsCache: false,
                        rules.AreImmutable,
                        [.. shared.SelectMany(image => image.Image.MovingPatterns).Concat(Tag(chosen)).Distinct(StringComparer.Ordinal)],
                        [.. shared.Select(image => image.Image.Marks).Distinct(StringComparer.Ordinal)]
                    )
                    {
                        Registry = registry.Name,
                        Readers = Readers(stages, place),
                    }
                );
            }

            repositories.AddRange(
                ship.Shipped.Select(image => image.CacheRepository)
                    .OfType<Destination>()
                    .Where(cache => cache.Registry == registry.Name)
                    .Select(cache => cache.Reference.Repository.Value)
                    .Distinct(StringComparer.Ordinal)
                    .Where(cache => (OwnerOf(ImageOf(cache)) ?? name) == name)
                    .Select(cache => new RepositoryPlan(cache, IsCache: true, IsImmutable: false, [], []))
            );
        }

        return [.. repositories.DistinctBy(repository => repository.Name)];
    }

    // The first of the settings that ships to it.
    private string? OwnerOf(string repository) =>
        settings
            .Pipelines!.Where(pipeline =>
                settings.Images!.Any(image =>
                    (image.Value.Repository ?? image.Key) == repository && (pipeline.Value.Images?.Contains(image.Key) ?? true)
                )
            )
            .Select(pipeline => pipeline.Key)
            .FirstOrDefault();

    // IMAGE_TAG is set with every push.
    private static IEnumerable<string> Tag(PipelineSettings chosen) =>
        chosen.Build?.Variables?.GetValueOrDefault("IMAGE_TAG") is { } tag ? [tag] : [];

    private static ImmutableArray<(string, ImmutableArray<string>)> Readers(ImmutableArray<StagePlan> stages, StackPlace place) =>
        [
            .. stages
                .Where(stage => stage.Deploy?.Account is { } account && place.AccountOf(account) != StackPlace.OwnAccount)
                .GroupBy(stage => stage.Deploy!.Account!, StringComparer.Ordinal)
                .Select(account =>
                    (
                        account.Key,
                        (ImmutableArray<string>)
                            [
                                .. account
                                    .SelectMany(stage => stage.Deploy!.TaskRoles)
                                    .Distinct(StringComparer.Ordinal)
                                    .Select(role =>
                                        role.StartsWith("arn:", StringComparison.Ordinal)
                                            ? role
                                            : $"arn:{StackPlace.Partition}:iam::{account.Key}:role/{role}"
                                    ),
                            ]
                    )
                ),
        ];
}
