using Stevedore.Aws.Permissions;
using Stevedore.Ecs;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Settings.Rules;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;

namespace Stevedore.Stacks.Plans;

/// <summary>All that pipelines are planned from. Pure: what is here was read by others.</summary>
internal sealed record PipelineInputs
{
    /// <summary>What was chosen.</summary>
    public required ResolvedSettings Settings { get; init; }

    /// <summary>The plan of some images, or of all.</summary>
    public required Func<ImmutableArray<string>?, ShipPlan> PlanOf { get; init; }

    /// <summary>What a plan needs in AWS.</summary>
    public required Func<ShipPlan, ImmutableArray<NeededPermission>> NeedsOf { get; init; }

    /// <summary>The same in an environment.</summary>
    public required Func<string, PipelineInputs> In { get; init; }

    /// <summary>The kinds of registry.</summary>
    public required ImmutableArray<RegistryKind> Kinds { get; init; }

    /// <summary>How a build gets the tool.</summary>
    public ToolCommands Tool { get; init; } = ToolCommands.OfManifest;
}

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
        var stages = Stages(name, chosen, place);
        List<string> notes = [];
        var repositories = Repositories(name, chosen, ship, place, stages, notes);
        var needs = inputs.NeedsOf(ship).Where(need => need.Role is null && IsNeeded(need, place)).ToArray();
        PipelinePlan plan = new()
        {
            Name = name,
            Settings = chosen,
            Place = place,
            Ship = ship,
            Repositories = repositories,
            Needs = [.. needs.Select(need => (need.Permission, need.Place))],
            PullSecrets = [.. PullSecrets(ship)],
            Stages = stages,
            TakenArtifact = Artifact(ship),
            Tool = inputs.Tool,
        };
        Check(plan);
        StageGuards.Check(plan);
        return plan with { Notes = [.. notes, .. Notes(plan)] };
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

    private IEnumerable<(Permission, PermissionPlace)> PullSecrets(ShipPlan ship) =>
        ship
            .Registries.Where(registry => !registry.Pushes)
            .Select(RoleOf)
            .OfType<string>()
            // One that pushes elsewhere is no role for pulls.
            .Except(ship.Registries.Where(registry => registry.Pushes).Select(RoleOf).OfType<string>(), StringComparer.Ordinal)
            .Select(role => (CallerPermissions.AssumeRole, new PermissionPlace(Name: role)))
            .Concat(PullCredentials(ship));

    private string? RoleOf(RegistryPlan registry) => RegistryKind.Of(registry.Settings, inputs.Kinds).Repositories(registry.Settings)?.Role;

    private static bool IsInAws(BuildSecret secret) =>
        secret.Source.StartsWith(BuildVariable.Secret, StringComparison.Ordinal)
        || secret.Source.StartsWith(BuildVariable.Parameter, StringComparison.Ordinal);

    // What logs in for pushes, of whichever pipeline, is no credential for pulls. Regions do not count: a secret may be copied to others.
    private static IEnumerable<(Permission, PermissionPlace)> PullCredentials(ShipPlan ship)
    {
        var pushes = ship
            .Registries.Where(registry => registry.Pushes)
            .SelectMany(registry => CredentialPlaces(registry.Credentials))
            .Select(place => PlainName(place.Place.Name!))
            .ToHashSet(StringComparer.Ordinal);
        return ship
            .Registries.Where(registry => !registry.Pushes && !HasRole(registry.Credentials))
            .SelectMany(registry => CredentialPlaces(registry.Credentials))
            .Where(place => !pushes.Contains(PlainName(place.Place.Name!)));
    }

    private static bool HasRole(CredentialSettings? credentials) =>
        credentials is SecretsManagerCredentialSettings { Role: not null } or ParameterStoreCredentialSettings { Role: not null };

    private static (Permission Permission, PermissionPlace Place)[] CredentialPlaces(CredentialSettings? credentials) =>
        credentials switch
        {
            SecretsManagerCredentialSettings secret =>
            [
                (CredentialPermissions.Secret, new PermissionPlace(secret.Region, Name: secret.SecretsManager)),
            ],
            ParameterStoreCredentialSettings parameters =>
            [
                (CredentialPermissions.Parameter, new PermissionPlace(parameters.Region, Name: parameters.Username.TrimStart('/'))),
                (CredentialPermissions.Parameter, new PermissionPlace(parameters.Region, Name: parameters.Password.TrimStart('/'))),
            ],
            _ => [],
        };

    // The ARN of a secret ends with six characters that AWS adds to its name.
    private static string PlainName(string place) =>
        place.Split(':') is not ["arn", _, _, _, _, var kind, .. var rest] ? place
        : kind == "secret" && rest is [{ Length: > 7 } name] && name[^7] == '-' ? name[..^7]
        : string.Join(':', rest);

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
                    notes.Add($"{name}: the repository {shared.Key} is made by the stack {owner}, which has to be deployed first.");
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

    private ImmutableArray<StagePlan> Stages(string name, PipelineSettings chosen, StackPlace place) =>
        [.. (chosen.Stages ?? []).Select(stage => Stage(name, stage, place))];

    private StagePlan Stage(string name, PipelineStageSettings stage, StackPlace place)
    {
        var action = stage.Action ?? "stevedore";
        var project = action.StartsWith(StageActionRule.Project, StringComparison.Ordinal)
            ? action[StageActionRule.Project.Length..]
            : null;
        return new(stage.Environment ?? project!, stage)
        {
            Project = project,
            Action = action switch
            {
                "ecs" => StageAction.Ecs,
                "codedeploy" => StageAction.CodeDeploy,
                "stevedore" => StageAction.Stevedore,
                _ => StageAction.Project,
            },
            Deploy = project is null ? Deploy(name, stage.Environment!, action, place) : null,
        };
    }

    private DeployPlan Deploy(string name, string environment, string action, StackPlace place)
    {
        var what = $"Cannot make the stage {environment} of the pipeline {name}";
        var deploy = inputs.In(environment).Settings.Values.Deploy;
        if (deploy?.Services is not { Count: > 0 } services)
        {
            throw new StevedoreException(
                what,
                $"neither deploy nor environments.{environment}.deploy names a service",
                """Add "deploy": { "cluster": "shop", "services": ["web"] } to stevedore.json."""
            );
        }

        if (action == "ecs" && services.Count > 1)
        {
            throw new StevedoreException(
                what,
                Invariant($"CodePipeline's action deploys one service, and deploy.services has {services.Count}"),
                "Leave action out: EcsDeploy deploys them all, in order."
            );
        }

        var account = deploy.Account ?? deploy.Role?.Split(':')[4];
        if (account is not null && place.Account is null)
        {
            throw new StevedoreException(
                what,
                $"it deploys to account {account}, and nothing says which account the pipeline is in",
                $"Write its account in pipelines.{name}.account."
            );
        }

        if (account is not null && account != place.Account && deploy.Role is null)
        {
            throw new StevedoreException(
                what,
                $"it deploys to account {account} without a role of that account, and the pipeline is in {place.Account}",
                $"Write environments.{environment}.deploy.role, such as arn:aws:iam::{account}:role/{name}-deploy: a template of its own makes it there."
            );
        }

        if (action != "stevedore" && place.RegionOf(deploy.Region) != StackPlace.OwnRegion)
        {
            throw new StevedoreException(
                what,
                place.Region is null
                    ? $"CodePipeline's action deploys in the pipeline's region, and nothing says which that is; the stage is in {deploy.Region}"
                    : $"CodePipeline's action deploys in the pipeline's region, {place.Region}, and the stage is in {deploy.Region}",
                place.Region is null
                    ? $"Write its region in pipelines.{name}.region."
                    : "Leave action out: EcsDeploy deploys to any region."
            );
        }

        var targets = DeployTargets.Of(deploy, null, null, place.Region ?? StackPlace.OwnRegion);
        return new(account, deploy.Region, deploy.Role)
        {
            IsElsewhere = account is not null && account != place.Account,
            Services =
            [
                .. targets.Select(target => new DeployedService(
                    target.Service.Cluster,
                    target.Service.Name,
                    target.Settings.Family ?? target.Service.Name
                )),
            ],
            TaskRoles = [.. deploy.TaskRoles ?? ["ecsTaskExecutionRole"]],
            Secrets =
            [
                .. services
                    .SelectMany(service => service.Containers?.Values.AsEnumerable() ?? [])
                    .SelectMany(container => container.Secrets?.Values.AsEnumerable() ?? [])
                    .Where(secret => secret.StartsWith(BuildVariable.Secret, StringComparison.Ordinal))
                    .Select(secret => BuildVariable.SecretId(secret[BuildVariable.Secret.Length..]))
                    .Distinct(StringComparer.Ordinal),
            ],
            Images =
            [
                .. services
                    .SelectMany(service => service.Containers?.Values.AsEnumerable() ?? [])
                    .Select(container => container.Image)
                    .OfType<string>()
                    .Select(image => image[ShippedImageRule.Prefix.Length..]),
            ],
            RunsTask = deploy.Before is not null,
            Minutes = deploy.TimeoutMinutes ?? 30,
        };
    }

    private static void Check(PipelinePlan plan)
    {
        var what = $"Cannot make the pipeline {plan.Name}";
        if (plan.BaseAccount is not null && plan.Place.Account is null)
        {
            throw new StevedoreException(
                what,
                $"its base image is in account {plan.BaseAccount}, and nothing says which account the pipeline is in",
                $"Write its account in pipelines.{plan.Name}.account."
            );
        }

        foreach (
            var (key, connection) in ((string, string?)[])
                [("source.connection", plan.Source.Connection), ("pullRequests.connection", plan.Settings.PullRequests?.Connection)]
        )
        {
            if (connection?.Split(':') is ["arn", _, _, _, var account, ..] && plan.Place.Account is { } own && own != account)
            {
                throw new StevedoreException(
                    what,
                    $"the connection is in account {account}, and the pipeline in {own}",
                    $"Make a connection in {own} and name it in pipelines.{plan.Name}.{key}: a pipeline uses those of its own account alone."
                );
            }
        }

        foreach (var (key, policy) in OwnArns(plan))
        {
            if (policy.Split(':')[4] is var account && plan.Place.Account is { } own && account != own && account != "aws")
            {
                throw new StevedoreException(
                    what,
                    $"{policy} is in account {account}, and the pipeline in {own}",
                    $"Name one of account {own} in pipelines.{plan.Name}.{key}."
                );
            }
        }

        if (plan.Ship.Builder.Settings.Driver == "cloud" && plan.Build is { Project: null, Buildx: null })
        {
            throw new StevedoreException(
                what,
                "the builder's driver is cloud, which the buildx of CodeBuild's images does not have",
                $"Write a release of https://github.com/docker/buildx-desktop/releases in pipelines.{plan.Name}.build.buildx, and the SHA-256 of its "
                    + $"buildx-<release>.linux-{(plan.IsArm ? "arm64" : "amd64")} in buildxChecksum."
            );
        }

        var longest = plan
            .Stages.Where(stage => stage is { Action: StageAction.Stevedore, Deploy.Role: not null })
            .Select(stage => Resources.DeployStages.ProjectName(plan, stage))
            .MaxBy(name => name.Length);
        if (longest is { Length: > 64 })
        {
            throw new StevedoreException(
                what,
                Invariant($"the role {longest} has {longest.Length} characters, and IAM takes 64"),
                "Give the pipeline or the environment a shorter name."
            );
        }
    }

    // What a stack can only name where it is.
    private static IEnumerable<(string Key, string Arn)> OwnArns(PipelinePlan plan) =>
        [
            .. plan.Build.Role is { } role ? [("build.role", role)] : ((string, string)[])[],
            .. plan.Settings.PermissionsBoundary is { } boundary ? [("permissionsBoundary", boundary)] : ((string, string)[])[],
            .. plan.Stages.SelectMany(
                (stage, index) =>
                    (stage.Settings.Approval?.Roles ?? []).Select(approver => (Invariant($"stages[{index}].approval.roles"), approver))
            ),
        ];

    private static IEnumerable<string> Notes(PipelinePlan plan)
    {
        if (plan.SourceType == "connection" && !plan.Source.Connection!.StartsWith("arn:", StringComparison.Ordinal))
        {
            yield return $"{plan.Name}: write the ARN of the connection {plan.Source.Connection} into the parameter Connection: `aws codeconnections list-connections` prints it.";
        }

        if (plan.Settings.PullRequests?.Connection is { } forPullRequests && !forPullRequests.StartsWith("arn:", StringComparison.Ordinal))
        {
            yield return $"{plan.Name}: write the ARN of the connection {forPullRequests} into the parameter PullRequestConnection: `aws codeconnections list-connections` prints it.";
        }

        if (plan.SourceType == "connection" && plan.Source.Provider == "azure-devops")
        {
            yield return $"{plan.Name}: CodeBuild does not read Azure DevOps by itself: the project is started by the pipeline alone, and has no badge.";
        }

        if (plan.Settings.Base is { } settings)
        {
            yield return $"{plan.Name}: before {settings.Repository}:{settings.Tag ?? "latest"} is there, the source Base fails, and nothing is built. Ship the base image first; its push starts this pipeline.";
            if (plan.TakenArtifact is null)
            {
                yield return $"{plan.Name}: no image is built on the base: write \"contexts\": {{ \"<its name in FROM>\": \"artifact:{plan.BaseArtifact}\" }} into the one that is.";
            }
        }

        if (plan.BaseAccount is { } account)
        {
            yield return $"{plan.Name}: the repository {plan.Settings.Base!.Repository} of account {account} has to let this account pull: its policy is not in these templates.";
        }

        if (
            plan.Settings.PullRequests is not null
            && plan.Ship.Images.Where(image => image.Secrets.Any(IsInAws)).Select(image => image.Name.Value).ToArray()
                is { Length: > 0 } secretive
        )
        {
            yield return $"{plan.Name}: pull requests get no secrets of builds, so that {string.Join(", ", secretive)} cannot be built there: ship what has secrets with a pipeline of its own, without pullRequests.";
        }

        foreach (var stage in plan.Stages.Where(stage => stage.Deploy is not null))
        {
            yield return $"{plan.Name}: tasks of {stage.Name} run with {string.Join(", ", stage.Deploy!.TaskRoles)}: name others in environments.{stage.Name}.deploy.taskRoles.";
            if (stage is { Action: StageAction.Stevedore, Deploy: { IsElsewhere: false, Role: { } own } })
            {
                yield return $"{plan.Name}: {own} has to let the role {Resources.DeployStages.ProjectName(plan, stage)} take it: it deploys to {stage.Name}, and is not made here.";
            }
        }

        foreach (var note in StageGuards.Notes(plan))
        {
            yield return note;
        }
    }
}
