using Cake.Core;

namespace Cake.Frosting;

/// <summary>Setup and teardown of each task.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
