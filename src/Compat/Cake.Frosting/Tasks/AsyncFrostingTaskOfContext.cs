using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task.</summary>
/// <typeparam name="T">A type that the registered context converts to.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <summary>Says whether the task is to run; asked after its dependencies ran.</summary>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Takes the exception that the work threw; the run goes on unless this throws.</summary>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Runs after the work, whether it failed or not.</summary>
    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RunAsync((T)context);
    }

    bool IFrostingTask.ShouldRun(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ShouldRun((T)context);
    }

    void IFrostingTask.OnError(Exception exception, ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(context);
        OnError(exception, (T)context);
    }

    void IFrostingTask.Finally(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Finally((T)context);
    }
}
