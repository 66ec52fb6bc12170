using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task; when it fails no task runs, but teardown does.</summary>
public interface IFrostingSetup
{
    void Setup(ICakeContext context, ISetupContext info);
}
