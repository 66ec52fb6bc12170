using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after each task, also when its setup or the task failed.</summary>
/// <typeparam name="TContext">A type that the registered context converts to.</typeparam>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        Teardown((TContext)context, info);
    }
}
