using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Settings.Rules;

namespace Stevedore.Shipping;

/// <summary>Whether the images from elsewhere that a plan builds from can be had.</summary>
/// <param name="plan">Every host in it is known.</param>
/// <param name="ofBuilder">What the engine pulls besides.</param>
internal sealed class BaseCheck(
    ShipPlan plan,
    KnownRegistries registries,
    IAwsClients aws,
    Task<ImmutableArray<string>> ofBuilder,
    CancellationToken cancellation
)
{
    private const string Subject = "base images";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>One finding for all that are there, and one for each that is not.</summary>
    public async Task<ImmutableArray<Finding>> Look()
    {
        BaseReference[] bases =
        [
            .. plan
                .Images.SelectMany(image => image.Foreign.Select(taken => taken.Name).Append(image.Frontend).OfType<string>())
                .Distinct()
                .Select(BaseReference.Parse)
                .OfType<BaseReference>(),
        ];
        var logins = await LogIn(bases);
        var found = await FewAtOnce.Run(bases, image => Find(image, logins), cancellation);
        var tried = await FewAtOnce.Run(bases.DistinctBy(image => (image.Host, image.Repository)), TryPull, cancellation);
        var pulls = HubPulls.Of(plan.Images, await ofBuilder);
        var limit = pulls > 0 ? [await Limit(logins, pulls)] : Array.Empty<Finding>();
        var there = found.Count(finding => finding is null);
        return
        [
            .. there == 0
                ? []
                : new[]
                {
                    new Finding(Subject, FindingLevel.Fine, Invariant($"{there} of {bases.Length} {(there == 1 ? "is" : "are")} there")),
                },
            // A helper is said once of its host.
            .. found.OfType<Finding>().Distinct(),
            .. tried.SelectMany(findings => findings),
            .. limit,
        ];
    }

    // What is wrong with a login is found where its registry is looked at.
    private async Task<Logins> LogIn(BaseReference[] bases)
    {
        var needed = plan.Registries.Where(registry =>
            bases.Any(image => RegistryEndpoint.ConfigKey(image.Host) == RegistryEndpoint.ConfigKey(registry.Host))
        );
        var logins = await Task.WhenAll(
            needed.Select(async registry =>
            {
                try
                {
                    return await registries.LogIn(registry);
                }
                catch (StevedoreException)
                {
                    return null;
                }
            })
        );
        return new([.. logins.OfType<RegistryLogin>()]);
    }

    private async Task<Finding?> Find(BaseReference image, Logins logins)
    {
        var reference = image.Digest?.Value ?? image.Tag.Value;
        var name = $"{image.Host}/{image.Repository}{RegistryEndpoint.Separator(reference)}{reference}";
        try
        {
            var client = await registries.Connect(image.Host, logins);
            return await client.Find(image.Repository, reference, cancellation) is not null
                ? null
                : new(Subject, FindingLevel.Warning, $"{name} is not there; the build decides")
                {
                    Fix = "Correct the name in the Dockerfile, or push it there.",
                };
        }
        catch (HelperException fault)
        {
            return DockerConfigCheck.Of(fault);
        }
        catch (StevedoreException cause)
        {
            return new(Subject, FindingLevel.Warning, $"{name} is not known to be there: {cause.Why}; the build decides")
            {
                Fix = cause.Fix,
            };
        }
    }

    private async Task<ImmutableArray<Finding>> TryPull(BaseReference image)
    {
        if (EcrHost.Place(image.Host) is not var (account, region))
        {
            return [];
        }

        PermissionPlace place = new(region, account, image.Repository.Value);
        try
        {
            using var ecr = aws.Ecr(region, EcrNeeds.RoleOf(image.Host, plan));
            return await EcrAccess.Pull(ecr, place, $"{image.Host}/{image.Repository}", cancellation);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            var why = AwsFaults.From(cause, "Cannot ask", EcrPermissions.Pull.On(place)).Why;
            return [new(Subject, FindingLevel.Note, $"Whether {image.Host}/{image.Repository} may be pulled is not known: {why}")];
        }
    }

    private async Task<Finding> Limit(Logins logins, int pulls)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        try
        {
            var client = await registries.Connect(BaseReference.Hub, logins);
            var header = await client.Header(RepositoryName.Parse(PullLimit.Repository), "latest", PullLimit.Header, late.Token);
            return PullLimit.Of(header, client.Credential is { } credential ? $"as {credential.ShownUsername}" : "anonymously", pulls);
        }
        catch (StevedoreException cause)
        {
            return PullLimit.Unknown(cause.Why);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return PullLimit.Unknown(Invariant($"no answer came within {Patience.TotalSeconds:0} s"));
        }
    }
}
