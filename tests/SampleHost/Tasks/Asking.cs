using Cake.Common;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace SampleHost.Tasks;

public sealed class ShowArguments : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context)
    {
        foreach (var (name, values) in context.Arguments.GetArguments().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Step.Say($"{name} = {string.Join(" | ", values.Select(value => value ?? "null"))}");
        }
    }
}

public sealed class AskPush : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => Step.Say($"push: {context.Argument("push", defaultValue: false)}");
}

public sealed class ShowSettings : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context)
    {
        Step.Say($"Sample_Setting: {context.Configuration.GetValue("Sample_Setting") ?? "null"}");
        Step.Say($"tools: {context.Configuration.GetToolPath(".", context.Environment).GetDirectoryName()}");
        Step.Say($"verbosity: {context.Log.Verbosity}");
    }
}

public sealed class ShowWorkingDirectory : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => Step.Say(context.Environment.WorkingDirectory.GetDirectoryName());
}

public sealed class UseServices : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context)
    {
        var provider = context.ServiceProvider;
        Step.Say($"same context: {ReferenceEquals(provider.GetRequiredService<IFrostingContext>(), context)}");
        Step.Say($"same task: {provider.GetServices<IFrostingTask>().Contains(this)}");
        Step.Say($"SampleContext itself: {provider.GetService<SampleContext>() != null}");
        Step.Say($"disposable: {provider.GetService<NoticesDisposal>() != null}");
    }
}
