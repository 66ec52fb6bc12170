using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task; when it fails no task runs, but teardown does.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
