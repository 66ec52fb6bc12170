using Amazon.ECRPublic;
using Amazon.ECRPublic.Model;
using Amazon.Runtime;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.EcrPublic;

/// <summary>What Amazon ECR Public is asked: an authorization token, repositories.</summary>
internal sealed class EcrPublicRegistry(IAwsClients aws, Redactor redactor) : IRegistry
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(EcrPublicSettings);

    /// <inheritdoc/>
    public bool YieldsToHelper(RegistryPlan registry) => Settings(registry).Role is null;

    /// <inheritdoc/>
    public async Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation)
    {
        try
        {
            using var ecr = aws.EcrPublic(Settings(registry).Role);
            var response = await ecr.GetAuthorizationTokenAsync(new(), cancellation);
            return AuthorizationToken.Read(
                response.AuthorizationData?.AuthorizationToken,
                $"an ECR Public authorization token{(Settings(registry).Role is { } role ? $" by the role {role}" : "")}",
                $"Cannot log in to {registry.Host}",
                redactor
            );
        }
        catch (Exception cause) when (!registry.Pushes && AwsFaults.IsFromAws(cause))
        {
            // Everybody may pull there; a login only raises the limit.
            return null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot log in to {registry.Host}", EcrPublicPermissions.LogIn.On(new()));
        }
    }

    /// <inheritdoc/>
    public async Task<RepositoryState> Ensure(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation)
    {
        using var ecr = aws.EcrPublic(Settings(registry).Role);
        var name = EcrPublicKind.Repository(registry, request.Reference);
        try
        {
            var response = await ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [name] }, cancellation);
            // An account may have several aliases, of which this is the first.
            if (response.Repositories?.FirstOrDefault()?.RepositoryUri is { } uri && uri != request.Reference.Name)
            {
                await CheckAlias(ecr, registry, request, cancellation);
            }

            return Mutable(null);
        }
        catch (RepositoryNotFoundException) when (Settings(registry).CreateRepositories ?? true)
        {
            // Its API knows no aliases: a repository for another account's would come to be in the caller's own.
            await CheckAlias(ecr, registry, request, cancellation);
            return await Create(ecr, request, name, cancellation);
        }
        catch (RepositoryNotFoundException cause)
        {
            throw new StevedoreException(
                $"Cannot push {request.Reference}",
                $"repository '{name}' does not exist",
                EcrPublicExamination.Creating(registry, name),
                cause
            );
        }
        catch (Exception cause) when (AwsFaults.IsDenied(cause))
        {
            return Mutable(Unknown(request, "look up", EcrPublicPermissions.LookUp.On(Place(name))));
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot look up {request.Reference}", EcrPublicPermissions.LookUp.On(Place(name)));
        }
    }

    /// <inheritdoc/>
    public async Task<Finding?> Identify(RegistryPlan registry, CancellationToken cancellation) =>
        registry.Pushes ? await IdentityCheck.Look(aws, "us-east-1", Settings(registry).Role, cancellation) : null;

    /// <inheritdoc/>
    IEnumerable<NeededPermission> IRegistry.Needs(RegistryPlan registry, ShipPlan plan) => EcrPublicNeeds.Of(registry, plan);

    /// <inheritdoc/>
    public async Task<ImmutableArray<Finding>> Examine(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation)
    {
        var name = EcrPublicKind.Repository(registry, request.Reference);
        try
        {
            using var ecr = aws.EcrPublic(Settings(registry).Role);
            return
            [
                .. await LookUp(ecr, registry, request, name, cancellation),
                .. await EcrPublicAccess.Push(ecr, registry, request, name, cancellation),
            ];
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot look up {request.Reference}", EcrPublicPermissions.LookUp.On(Place(name)));
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
        using var ecr = aws.EcrPublic(Settings(registry).Role);
        var name = EcrPublicKind.Repository(registry, repository);
        try
        {
            var response = await ecr.DescribeImagesAsync(
                new() { RepositoryName = name, ImageIds = [new() { ImageDigest = digest.Value }] },
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
            throw AwsFaults.From(cause, $"Cannot look up {repository.At(digest)}", EcrPublicPermissions.LookUpImages.On(Place(name)));
        }
    }

    private static async Task<ImmutableArray<Finding>> LookUp(
        IAmazonECRPublic ecr,
        RegistryPlan registry,
        RepositoryRequest request,
        string name,
        CancellationToken cancellation
    )
    {
        var needed = EcrPublicPermissions.LookUp.On(Place(name));
        try
        {
            var response = await ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [name] }, cancellation);
            if (response.Repositories?.FirstOrDefault()?.RepositoryUri is { } uri && uri != request.Reference.Name)
            {
                await CheckAlias(ecr, registry, request, cancellation);
            }

            return [];
        }
        catch (RepositoryNotFoundException)
        {
            if (Settings(registry).CreateRepositories ?? true)
            {
                await CheckAlias(ecr, registry, request, cancellation);
            }

            return [EcrPublicExamination.Missing(registry, request, name)];
        }
        catch (Exception cause) when (AwsFaults.IsDenied(cause))
        {
            return [EcrPublicExamination.Denied(registry, request, needed)];
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot look up {request.Reference}", needed);
        }
    }

    private static async Task CheckAlias(
        IAmazonECRPublic ecr,
        RegistryPlan registry,
        RepositoryRequest request,
        CancellationToken cancellation
    )
    {
        var alias = Settings(registry).Alias!;
        try
        {
            var response = await ecr.DescribeRegistriesAsync(new(), cancellation);
            string[] own = [.. (response.Registries ?? []).SelectMany(one => one.Aliases ?? []).Select(one => one.Name).OfType<string>()];
            if (own.Length > 0 && !own.Contains(alias))
            {
                throw new StevedoreException(
                    $"Cannot push {request.Reference}",
                    $"the alias '{alias}' is not of the account of these credentials, which has '{string.Join("', '", own)}'",
                    $"Correct registries.{registry.Name}.alias, or use credentials (or a role) of the account that has it."
                );
            }
        }
        catch (AmazonServiceException cause) when (AwsFaults.IsDenied(cause) || cause.ErrorCode == "UnknownOperationException")
        {
            // Whose it is cannot be told; the push decides, as it does where nothing may be looked up.
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot tell whose alias '{alias}' is", EcrPublicPermissions.LookUpAliases.On(new()));
        }
    }

    private static async Task<RepositoryState> Create(
        IAmazonECRPublic ecr,
        RepositoryRequest request,
        string name,
        CancellationToken cancellation
    )
    {
        try
        {
            var created = await ecr.CreateRepositoryAsync(new() { RepositoryName = name }, cancellation);
            return Mutable($"Created the repository {created.Repository?.RepositoryUri ?? request.Reference.Name}.");
        }
        catch (RepositoryAlreadyExistsException)
        {
            return Mutable(null);
        }
        catch (Exception cause) when (AwsFaults.IsDenied(cause))
        {
            return Mutable(Unknown(request, "create", EcrPublicPermissions.Create.On(Place(name))));
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot create {request.Reference}", EcrPublicPermissions.Create.On(Place(name)));
        }
    }

    // ECR Public has no immutable tags.
    private static RepositoryState Mutable(string? note) => new(HasImmutableTags: false, note);

    private static string Unknown(RepositoryRequest request, string verb, PolicyStatement missing) =>
        $"May not {verb} {request.Reference} ({missing.Actions[0]} on {missing.Resource}); the push decides.";

    private static PermissionPlace Place(string name) => new(Name: name);

    private static EcrPublicSettings Settings(RegistryPlan registry) => (EcrPublicSettings)registry.Settings;
}
