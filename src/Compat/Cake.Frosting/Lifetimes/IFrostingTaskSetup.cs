using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before each task; when it fails the task does not run, but its teardown does.</summary>
public interface IFrostingTaskSetup
{
    void Setup(ICakeContext context, ITaskSetupContext info);
}
