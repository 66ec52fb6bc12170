using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace SampleHost.Tasks;

[TaskName("Default")]
[TaskDescription("Does all there is to do.")]
[IsDependentOn(typeof(Compile))]
[IsDependentOn(typeof(Test))]
public sealed class DefaultTask : FrostingTask<SampleContext>
{
    public DefaultTask()
    {
        Step.Made(this);
    }
}

public sealed class Clean : FrostingTask
{
    public Clean()
    {
        Step.Made(this);
    }

    public override void Run(ICakeContext context) => Step.Say("Clean");
}

[IsDependentOn(typeof(Clean))]
public sealed class Compile : AsyncFrostingTask<ISampleContext>
{
    public override async Task RunAsync(ISampleContext context)
    {
        await Task.Yield();
        context.Log.Verbose("compiling");
        Step.Say($"Compile: {context.Greeting}");
    }
}

[IsDependentOn(typeof(Compile))]
public sealed class Test : AsyncFrostingTask
{
    public override Task RunAsync(ICakeContext context)
    {
        Step.Say("Test");
        return Task.CompletedTask;
    }
}

[IsDependeeOf(typeof(Test))]
public sealed class BeforeTest : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => Step.Say("BeforeTest");
}
