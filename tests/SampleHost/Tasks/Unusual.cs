using Cake.Core;
using Cake.Frosting;

namespace SampleHost.Tasks;

/// <summary>Never found: no consumer can construct it.</summary>
public abstract class AbstractTask : FrostingTask<SampleContext>;

/// <summary>Never found: it is not exported.</summary>
internal sealed class InternalTask : FrostingTask<SampleContext>;
