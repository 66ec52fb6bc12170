using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Core;
using Cake.Frosting;
using Stevedore;
using Stevedore.Arguments;

namespace Build.Tasks;

[TaskName(nameof(Test))]
[TaskDescription("Compiles everything and runs all tests, those in the lab included.")]
[TaskArgument(
    "suite",
    "Only the tests of one suite: unit, lab, or engine-28 for those that run on CodeBuild's engine as well. Default: all.",
    Values = "unit|lab|engine-28"
)]
public sealed class Test : FrostingTask<IStevedoreContext>
{
    public override void Run(IStevedoreContext context)
    {
        var suites = TestSuite.Named(RunArguments.Value(context.Arguments, "suite"));
        Prerequisites.Install(context);
        context.DotNetBuild("Stevedore.slnx", new DotNetBuildSettings { Configuration = "Release", NoLogo = true });
        var results = suites.Select(suite => suite.Run(context)).ToArray();
        var total = results.Aggregate(TestCounts.None, (sum, counts) => sum + counts);
        Console.WriteLine(total);
        if (total.Failed > 0 || results.Any(counts => counts.Passed == 0))
        {
            throw new CakeException($"{total}: see above.");
        }
    }
}
