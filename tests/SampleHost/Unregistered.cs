using Cake.Core;
using Cake.Frosting;

namespace SampleHost;

internal sealed class OfOtherContext : FrostingTask<OtherContext>
{
    public override void Run(OtherContext context) => Step.Say("OfOtherContext");
}

internal abstract class BaseClassBetween : FrostingTask<OtherContext>;

internal sealed class WithBaseClassBetween : BaseClassBetween
{
    public override void Run(OtherContext context) => Step.Say("WithBaseClassBetween");
}

[IsDependentOn(typeof(DateTime))]
internal sealed class DependentOnNoTask : FrostingTask<SampleContext>;

internal sealed class WithoutBaseClass : IFrostingTask
{
    public Task RunAsync(ICakeContext context) => Task.CompletedTask;

    public bool ShouldRun(ICakeContext context) => true;

    public void OnError(Exception exception, ICakeContext context) { }

    public void Finally(ICakeContext context) { }
}
