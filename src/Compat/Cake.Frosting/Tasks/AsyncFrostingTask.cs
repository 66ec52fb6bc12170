using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task on the context of Cake itself.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
