using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Releases;
using Stevedore.Settings;
using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>What a run does beside docker: a look at what is there, and once docker has pushed, copies and then the moving tags.</summary>
internal sealed class PublishedRun(ShipPlan plan, Logins logins, Action<string> tell)
{
    private readonly PublishedTags published = new(logins, TestContext.Current.CancellationToken);

    public TagWatch Watch => new(published, logins, plan.Source, TestContext.Current.CancellationToken);

    /// <summary>Repositories of registries of a kind; null for one that tells nothing.</summary>
    public static Repositories Repositories(ShipPlan plan, IRegistry? kind = null) =>
        new(plan, new([kind ?? new Silent()], null!, null!, null!, new()), _ => { }, TestContext.Current.CancellationToken);

    public Task Look() => published.Find(plan.Shipped);

    public Task<ImmutableArray<ShippedImage>> Complete(
        ImmutableDictionary<string, Digest> built,
        params IEnumerable<ShipDecision> decisions
    ) => Complete(built, [.. decisions.Select(decision => new DecidedImage(decision, null, []))]);

    /// <summary>Completes what was decided from a look.</summary>
    public async Task<ImmutableArray<ShippedImage>> Decide() =>
        await Complete(
            ImmutableDictionary<string, Digest>.Empty,
            ShipDecisions.For(plan, await published.Find(plan.Shipped), rebuild: false).Images
        );

    private async Task<ImmutableArray<ShippedImage>> Complete(
        ImmutableDictionary<string, Digest> built,
        ImmutableArray<DecidedImage> decided
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        var copied = await ShipRun.Complete(
            decided,
            built,
            new(plan, logins, Watch, Repositories(plan), tell, cancellation),
            new(logins, Watch, tell, cancellation),
            new(_ => { }, cancellation)
        );
        return [.. copied.Select(one => one.Image)];
    }

    private sealed class Silent : IRegistry
    {
        public Type SettingsType => typeof(RegistrySettings);

        public Task<Stevedore.Credentials.RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
            throw new InvalidOperationException("Nobody logs in.");
    }
}
