using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Stevedore;
using Stevedore.Arguments;

namespace Build.Tasks;

[TaskName(nameof(Test))]
[TaskDescription("Compiles everything and runs all tests, those in the lab included.")]
[TaskArgument(
    "suite",
    "Only the tests of one suite: unit, lab, shipping, engine-28 for what depends on CodeBuild's engine, labs, installing, npm or powershell. Default: all but the last four, side by side.",
    Values = "unit|lab|shipping|engine-28|labs|installing|npm|powershell"
)]
public sealed class Test : AsyncFrostingTask<IStevedoreContext>
{
    public override async Task RunAsync(IStevedoreContext context)
    {
        var suites = TestSuite.Named(RunOptions.Value(context.Arguments, "suite"));
        Prerequisites.Install(context);
        context.DotNetBuild("Stevedore.slnx", new DotNetBuildSettings { Configuration = "Release", NoLogo = true });
        var hosts = HostsOfTests.Compile(context);
        context.Log.Information("Testing {0}; what each prints comes when it ends.", string.Join(", ", suites.Select(suite => suite.Name)));
        var results = await Task.WhenAll(suites.Select(suite => Run(context, suite, hosts)));
        var total = results.Aggregate(TestCounts.None, (sum, counts) => sum + counts);
        Console.WriteLine(total);
        if (total.Failed > 0 || results.Any(counts => counts.Passed == 0))
        {
            throw new CakeException($"{total}: see above.");
        }
    }

    private static async Task<TestCounts> Run(IStevedoreContext context, TestSuite suite, DirectoryPath hosts)
    {
        var started = TimeProvider.System.GetTimestamp();
        return await suite.Run(
            context,
            hosts,
            printed =>
            {
                var minutes = TimeProvider.System.GetElapsedTime(started);
                // One write, so that suites that end at once stay apart.
                Console.Write(Invariant($"---- {suite.Name}, after {minutes:m\\:ss} minutes\n{printed}"));
            }
        );
    }
}
