using Cake.Core;
using Cake.Frosting;

namespace SampleHost;

internal sealed class SampleLifetime : FrostingLifetime<SampleContext>
{
    public override void Setup(SampleContext context, ISetupContext info) =>
        Step.Say($"setup for {info.TargetTask.Name}: {string.Join(", ", info.TasksToExecute.Select(task => task.Name))}");

    public override void Teardown(SampleContext context, ITeardownContext info) =>
        Step.Say($"teardown, {(info.Successful ? "successful" : "failed: " + info.ThrownException.Message)}");
}

internal sealed class SampleTaskLifetime : FrostingTaskLifetime<SampleContext>
{
    public override void Setup(SampleContext context, ITaskSetupContext info) => Step.Say($"setup of {info.Task.Name}");

    public override void Teardown(SampleContext context, ITaskTeardownContext info) => Step.Say($"teardown of {info.Task.Name}");
}

internal sealed class SampleSetup : FrostingSetup
{
    public override void Setup(ICakeContext context, ISetupContext info) => Step.Say("setup");
}

internal sealed class SampleTeardown : FrostingTeardown
{
    public override void Teardown(ICakeContext context, ITeardownContext info) => Step.Say("teardown");
}

internal sealed class SampleTaskSetup : FrostingTaskSetup
{
    public override void Setup(ICakeContext context, ITaskSetupContext info) => Step.Say($"setup of {info.Task.Name}");
}

internal sealed class SampleTaskTeardown : FrostingTaskTeardown
{
    public override void Teardown(ICakeContext context, ITaskTeardownContext info) => Step.Say($"teardown of {info.Task.Name}");
}

internal sealed class FailingSetup : FrostingSetup
{
    public override void Setup(ICakeContext context, ISetupContext info) => throw new CakeException("The setup failed.");
}
