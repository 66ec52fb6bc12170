using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class FailingACheckOfCredentials
{
    private static readonly AccessCheck Right = new("hub", "docker.io/acme/web", "env", Login: true, Pull: true, Push: true, Problem: null);
    private static readonly AccessCheck Wrong = Right with { Problem = new("Cannot push", "it may not", "Let it.") };

    [Fact]
    public void LetsPassWhatIsRight() => AccessFault.ThrowIfAny([Right, Right]);

    [Fact]
    public void CountsWhatIsNot()
    {
        Assert.Equal("1 of 1 check failed", Why(Wrong));
        Assert.Equal("2 of 3 checks failed", Why(Wrong, Right, Wrong));
    }

    private static string Why(params ImmutableArray<AccessCheck> checks) =>
        Assert.Throws<StevedoreException>(() => AccessFault.ThrowIfAny(checks)).Why;
}
