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
        // Events that begin and end in the middle of lines.
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
}
