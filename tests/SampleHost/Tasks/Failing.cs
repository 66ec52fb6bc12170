using Cake.Core;
using Cake.Frosting;

namespace SampleHost.Tasks;

public sealed class Fail : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => throw new InvalidOperationException("It cannot be.");
}

public sealed class FailWithCode : AsyncFrostingTask<SampleContext>
{
    public override Task RunAsync(SampleContext context) => throw new CakeException(42, "It has a code.");
}

public sealed class FailAndSwallow : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => throw new InvalidOperationException("It cannot be.");

    public override void OnError(Exception exception, SampleContext context) => Step.Say($"error: {exception.Message}");

    public override void Finally(SampleContext context) => Step.Say("finally");
}

public sealed class FailAndRethrow : AsyncFrostingTask<SampleContext>
{
    public override Task RunAsync(SampleContext context) => throw new InvalidOperationException("It cannot be.");

    public override void OnError(Exception exception, SampleContext context) =>
        throw new InvalidOperationException("It was " + exception.Message, exception);

    public override void Finally(SampleContext context) => Step.Say("finally");
}

[ContinueOnError]
public sealed class FailAndContinue : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => throw new InvalidOperationException("It cannot be.");
}

[IsDependentOn(typeof(FailAndContinue))]
public sealed class AfterFailAndContinue : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => Step.Say("AfterFailAndContinue");
}

[IsDependentOn(typeof(Fail))]
public sealed class AfterFail : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => Step.Say("AfterFail");
}
