using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after the last task, also when setup or a task failed.</summary>
/// <typeparam name="TContext">A type that the registered context converts to.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        Teardown((TContext)context, info);
    }
}
