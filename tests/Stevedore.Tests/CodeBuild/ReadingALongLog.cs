using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class ReadingALongLog : IDisposable
{
    private const int Count = 200_000;

    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void GivesEveryLineOnceAndInOrderAndKeepsNoneOfThem()
    {
        Log();
        var next = 1;
        List<string> strange = [];
        List<long> held = [];
        given.Printed = line =>
        {
            if (line == $"line {next}")
            {
                if (next++ % 20_000 == 0)
                {
                    held.Add(GC.GetTotalMemory(forceFullCollection: true));
                }
            }
            else
            {
                strange.Add(line);
            }
        };

        Assert.Equal(0, given.Run());
        Assert.Equal(Count + 1, next);
        Assert.Equal(["[Container] 2026/01/02 03:04:20 Waiting for agent ping", ""], strange);
        // The stub's own lines are there from the beginning on.
        Assert.True(held[^1] - held[0] < 20_000_000, string.Join(' ', held));
    }

    [Fact]
    public async Task TakesLittleMemoryAsAProcess()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Only Linux tells how much memory of a process is its own.");
        Log();
        Assert.Equal(0, given.Run(new() { Project = "shop", IsDetached = true }));
        given.Clock.Advance(TimeSpan.FromMinutes(10));
        using EcsStubServer server = new(given.Aws);
        Dictionary<string, string> variables = new(server.Variables) { ["AWS_EC2_METADATA_DISABLED"] = "true" };
        using var run = ChildRun.Begin(
            given.Checkout.Folder,
            variables,
            "plain",
            "--target=CodeBuildRun",
            $"--follow={given.Aws.Builds.All[0].Id}"
        );
        var next = 1;
        List<long> held = [];
        List<string> others = [];
        while (await run.ReadLine() is { } line)
        {
            if (line != $"line {next}")
            {
                others.Add(line);
            }
            else if (next++ % 10_000 == 0)
            {
                held.Add(run.OwnMemory);
            }
        }

        var (code, _, errors) = await run.EndWithAll();
        Assert.True(code == 0, string.Join('\n', [.. others, errors]));
        Assert.Equal(Count + 1, next);
        Assert.DoesNotContain(others, line => line.StartsWith("line ", StringComparison.Ordinal));
        Assert.All(held, memory => Assert.InRange(memory, 10_000_000, 90_000_000));
        Assert.True(held[^1] - held[0] < 20_000_000, string.Join(' ', held));
    }

    // Events that begin and end in the middle of lines.
    private void Log()
    {
        given.Aws.Builds.Next = BuildScript
            .Success()
            .LoggingAtOnce(
                Enumerable
                    .Range(1, Count)
                    .Chunk(100)
                    .Select(lines => string.Concat(lines.Select(number => $"\nline {number}")))
                    .Append("\n")
            );
        given.Aws.Logs.MostEvents = 50;
    }
}
