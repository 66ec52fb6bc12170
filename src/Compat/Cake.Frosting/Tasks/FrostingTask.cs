using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task on the context of Cake itself.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
