using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class WaitingForAnAnswer
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task EndsAfterAWhile()
    {
        var late = await Assert.ThrowsAsync<IOException>(() =>
            RegistryPatience.Within(Short, "the answer did not end", Never, TestContext.Current.CancellationToken)
        );

        Assert.Equal(
            ("Cannot read it", "the answer did not end within 0 s"),
            (RegistryFaults.Unreachable(late, "Cannot read it").What, RegistryFaults.Unreachable(late, "Cannot read it").Why)
        );
    }

    [Fact]
    public async Task IsCancelledLikeAllElse()
    {
        using CancellationTokenSource cancelled = new(Short);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RegistryPatience.Within(TimeSpan.FromHours(1), "no answer came", Never, cancelled.Token)
        );
    }

    [Fact]
    public async Task GivesWhatComesInTime() =>
        Assert.Equal(
            1,
            await RegistryPatience.Within(TimeSpan.FromHours(1), "", _ => Task.FromResult(1), TestContext.Current.CancellationToken)
        );

    private static async Task<int> Never(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return 0;
    }
}
