using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after the last task, also when setup or a task failed.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
