using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after each task, also when its setup or the task failed.</summary>
public interface IFrostingTaskTeardown
{
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
