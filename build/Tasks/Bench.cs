using Build.Benchmarks;
using Cake.Frosting;
using Stevedore;
using Stevedore.Arguments;

namespace Build.Tasks;

[TaskName(nameof(Bench))]
[TaskDescription("Measures start-up, and shipping against the shell that it replaces, in the lab.")]
[TaskArgument("repetitions", "How often each is run; the median counts. Default: 5.", Values = "number")]
[TaskArgument("only", "Only these measurements. Default: all.", Values = "start-up|pipelines|images")]
public sealed class Bench : FrostingTask<IStevedoreContext>
{
    public override void Run(IStevedoreContext context)
    {
        var repository = context.Environment.WorkingDirectory.FullPath;
        var repetitions = int.Parse(RunArguments.Value(context.Arguments, "repetitions") ?? "5");
        foreach (var line in new StartUpBenchmark(repository, repetitions).Run())
        {
            Console.WriteLine(line);
        }
    }
}
