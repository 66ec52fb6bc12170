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

    [Fact]
    public void SaysWhereNoPasswordIsAskedFor()
    {
        var open = Right with { PasswordAsked = false };

        AccessFault.ThrowIfAny([open]);
        Assert.Contains(AccessTable.Render([open]), line => line.Contains("  it asks for no password  ", StringComparison.Ordinal));
        Assert.DoesNotContain(AccessTable.Render([Right]), line => line.Contains("password", StringComparison.Ordinal));
        Assert.Contains(
            "\"passwordAsked\": false",
            System.Text.Encoding.UTF8.GetString(AccessJson.Render([open])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"passwordAsked\": null",
            System.Text.Encoding.UTF8.GetString(AccessJson.Render([Right])),
            StringComparison.Ordinal
        );
    }

    private static string Why(params ImmutableArray<AccessCheck> checks) =>
        Assert.Throws<StevedoreException>(() => AccessFault.ThrowIfAny(checks)).Why;
}
