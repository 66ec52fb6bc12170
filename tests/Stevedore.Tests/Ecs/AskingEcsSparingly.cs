using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>A client may ask ECS so often and no more, however many services are waited for.</summary>
public sealed class AskingEcsSparingly : IDisposable
{
    // 50 services at once, and 20 calls of one operation a second.
    private const double MostASecond = 20.0 / 50;

    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void WhileItWaitsForHalfAnHour()
    {
        given.Service.Behind("web").Next = Script.InsufficientCapacity();
        var before = given.Ecs.Requests.Length;

        Assert.Equal(1, given.Deploy());
        var requests = given.Ecs.Requests[before..];
        Assert.InRange(given.Calls("DescribeServices").Length, 150, 200);
        foreach (var calls in requests.GroupBy(request => request.Operation))
        {
            Assert.True(calls.Count() <= 200, $"{calls.Key}: {calls.Count()}");
            // After the first minute, in which somebody looks on.
            var late = calls.Where(call => call.At >= requests[0].At.AddMinutes(1)).ToArray();
            Assert.True(late.Length <= MostASecond * 29 * 60, $"{calls.Key}: {late.Length}");
            Assert.All(late.Zip(late.Skip(1)), pair => Assert.True((pair.Second.At - pair.First.At).TotalSeconds >= 1 / MostASecond));
        }
    }
}
