using Cake.Frosting;
using Stevedore;
using Stevedore.Tasks;

namespace Build.Tasks;

[TaskName(nameof(Default))]
[TaskDescription("Rehearses shipping the sample images of app/ on this machine.")]
[IsDependentOn(typeof(Rehearse))]
public sealed class Default : FrostingTask<IStevedoreContext>;
