using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task; when it fails no task runs, but teardown does.</summary>
/// <typeparam name="TContext">A type that the registered context converts to.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        Setup((TContext)context, info);
    }
}
