using Cake.Frosting;

namespace SampleHost.Tasks;

[IsDependentOn(typeof(Clean))]
public sealed class Skipped : FrostingTask<SampleContext>, IFrostingTask
{
    public string SkippedMessage => "not today";

    public override bool ShouldRun(SampleContext context)
    {
        Step.Say("asked");
        return false;
    }

    public override void Run(SampleContext context) => Step.Say("Skipped");
}

[IsDependentOn(typeof(Skipped))]
public sealed class AfterSkipped : AsyncFrostingTask<SampleContext>
{
    public override bool ShouldRun(SampleContext context) => true;

    public override Task RunAsync(SampleContext context)
    {
        Step.Say("AfterSkipped");
        return Task.CompletedTask;
    }
}
