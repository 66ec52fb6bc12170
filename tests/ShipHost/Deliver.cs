using Cake.Frosting;
using Stevedore.Tasks;

namespace ShipHost;

/// <summary>A task of a build's own that ships first.</summary>
[TaskName(nameof(Deliver))]
[TaskDescription("Ships, and would then deliver.")]
[IsDependentOn(typeof(Ship))]
public sealed class Deliver : FrostingTask;
