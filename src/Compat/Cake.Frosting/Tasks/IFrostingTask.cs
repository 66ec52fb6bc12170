using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work.</summary>
public interface IFrostingTask
{
    /// <summary>Gets the reason shown when <see cref="ShouldRun"/> says no.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Says whether the task is to run; asked after its dependencies ran.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Takes the exception that the work threw.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the work, whether it failed or not.</summary>
    void Finally(ICakeContext context);
}
