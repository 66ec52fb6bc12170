using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.SecurityToken.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.Ecr;

/// <summary>What Amazon ECR is asked: the account, an authorization token, repositories.</summary>
internal sealed class EcrRegistry(IAwsClients aws, Redactor redactor) : IRegistry
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(EcrSettings);

    /// <inheritdoc/>
    public bool YieldsToHelper(RegistryPlan registry) => Settings(registry).Role is null;

    /// <inheritdoc/>
    public async Task<RegistryFacts> Ask(RegistryPlan registry, CancellationToken cancellation)
    {
        var region = registry.Region ?? aws.DefaultRegion() ?? throw NoRegion(registry);
        return new(registry.Account ?? await Account(registry, region, cancellation), region);
    }

    /// <inheritdoc/>
    public async Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation)
    {
        try
        {
            using var ecr = aws.Ecr(registry.Region!, Settings(registry).Role);
            var response = await ecr.GetAuthorizationTokenAsync(new(), cancellation);
            return AuthorizationToken.Read(
                response.AuthorizationData?.FirstOrDefault()?.AuthorizationToken,
                $"an ECR authorization token for {registry.Region}{(Settings(registry).Role is { } role ? $" by the role {role}" : "")}",
                $"Cannot log in to {registry.Host}",
                redactor
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot log in to {registry.Host}", EcrPermissions.LogIn.On(new()));
        }
    }

    /// <inheritdoc/>
    public async Task<RepositoryState> Ensure(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation)
    {
        using var ecr = aws.Ecr(registry.Region!, Settings(registry).Role);
        var name = request.Reference.Repository.Value;
        try
        {
            var response = await ecr.DescribeRepositoriesAsync(
                new() { RegistryId = registry.Account, RepositoryNames = [name] },
                cancellation
            );
            var repository = response.Repositories![0];
            return new(IsImmutable(repository), await EcrMarks.Allow(ecr, registry, request, repository, cancellation));
        }
        catch (RepositoryNotFoundException) when (Settings(registry).CreateRepositories ?? true)
        {
            return await Create(ecr, registry, request, cancellation);
        }
        catch (RepositoryNotFoundException cause)
        {
            throw Missing(registry, request, cause);
        }
        catch (Exception cause) when (AwsFaults.IsDenied(cause))
        {
            return new(null, Unknown(request, "look up", EcrPermissions.LookUp.On(Place(registry, name))));
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot look up {request.Reference}", EcrPermissions.LookUp.On(Place(registry, name)));
        }
    }

    /// <inheritdoc/>
    public async Task<Finding?> Identify(RegistryPlan registry, CancellationToken cancellation) =>
        await IdentityCheck.Look(aws, registry.Region, Settings(registry).Role, cancellation);

    /// <inheritdoc/>
    IEnumerable<NeededPermission> IRegistry.Needs(RegistryPlan registry, ShipPlan plan) => EcrNeeds.Of(registry, plan);

    /// <inheritdoc/>
    public async Task<ImmutableArray<Finding>> Examine(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation)
    {
        try
        {
            using var ecr = aws.Ecr(registry.Region!, Settings(registry).Role);
            return
            [
                .. await EcrAccess.LookUp(ecr, registry, request, cancellation),
                .. await EcrAccess.Push(ecr, registry, request, cancellation),
            ];
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            // A helper of docker may have logged in where the SDK has no credentials.
            throw AwsFaults.From(
                cause,
                $"Cannot look up {request.Reference}",
                EcrPermissions.LookUp.On(Place(registry, request.Reference.Repository.Value))
            );
        }
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> PushedAt(
        RegistryPlan registry,
        ImageReference repository,
        Digest digest,
        CancellationToken cancellation
    )
    {
        using var ecr = aws.Ecr(registry.Region!, Settings(registry).Role);
        var name = repository.Repository.Value;
        try
        {
            var response = await ecr.DescribeImagesAsync(
                new()
                {
                    RegistryId = registry.Account,
                    RepositoryName = name,
                    ImageIds = [new() { ImageDigest = digest.Value }],
                },
                cancellation
            );
            return response.ImageDetails?.FirstOrDefault()?.ImagePushedAt is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null;
        }
        catch (Exception cause) when (cause is ImageNotFoundException or RepositoryNotFoundException || AwsFaults.IsDenied(cause))
        {
            // Nothing of a release depends on it, so that no role needs the permission.
            return null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot look up {repository.At(digest)}", EcrPermissions.LookUpImages.On(Place(registry, name)));
        }
    }

    private static async Task<RepositoryState> Create(
        IAmazonECR ecr,
        RegistryPlan registry,
        RepositoryRequest request,
        CancellationToken cancellation
    )
    {
        var name = request.Reference.Repository.Value;
        try
        {
            await ecr.CreateRepositoryAsync(EcrCreation.Request(registry, request), cancellation);
            return new(Settings(registry).ImmutableTags ?? true, $"Created the repository {request.Reference}.");
        }
        catch (RepositoryAlreadyExistsException)
        {
            return RepositoryState.Unknown;
        }
        catch (Exception cause) when (AwsFaults.IsDenied(cause))
        {
            return new(null, Unknown(request, "create", EcrPermissions.Create.On(Place(registry, name))));
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot create {request.Reference}", EcrPermissions.Create.On(Place(registry, name)));
        }
    }

    private async Task<string> Account(RegistryPlan registry, string region, CancellationToken cancellation)
    {
        try
        {
            using var sts = aws.SecurityToken(region, Settings(registry).Role);
            return
                (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellation)).Account is { } account
                && AwsRules.IsAccount(account)
                ? account
                : throw new StevedoreException(
                    $"Cannot tell the account of registries.{registry.Name}",
                    "what AWS answered names none",
                    "Check AWS_ENDPOINT_URL and the proxy: something else than AWS may have answered."
                );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot tell the account of registries.{registry.Name}", CallerPermissions.Identify.On(new()));
        }
    }

    private static EcrSettings Settings(RegistryPlan registry) => (EcrSettings)registry.Settings;

    private static bool IsImmutable(Repository repository) =>
        repository.ImageTagMutability?.Value.StartsWith("IMMUTABLE", StringComparison.Ordinal) ?? false;

    private static PermissionPlace Place(RegistryPlan registry, string repository) => new(registry.Region, registry.Account, repository);

    private static string Unknown(RepositoryRequest request, string verb, PolicyStatement missing) =>
        $"May not {verb} {request.Reference} ({missing.Actions[0]} on {missing.Resource}); the push decides.";

    private static StevedoreException Missing(RegistryPlan registry, RepositoryRequest request, Exception cause) =>
        new(
            $"Cannot push {request.Reference}",
            $"repository '{request.Reference.Repository}' does not exist",
            $"Create it with `aws ecr create-repository --repository-name {request.Reference.Repository} --region {registry.Region}`, "
                + $"or set registries.{registry.Name}.createRepositories to true.",
            cause
        );

    private static StevedoreException NoRegion(RegistryPlan registry) =>
        new(
            $"Cannot tell the region of registries.{registry.Name}",
            "neither the settings, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names one",
            $"Set AWS_REGION, or registries.{registry.Name}.region."
        );
}
