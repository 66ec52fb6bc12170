using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before each task; when it fails the task does not run, but its teardown does.</summary>
/// <typeparam name="TContext">A type that the registered context converts to.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        Setup((TContext)context, info);
    }
}
