using Cake.Frosting;
using Stevedore.Arguments;

namespace Stevedore.Tasks;

/// <summary>The main job: from a commit to images in every registry and the files that deployments start from.</summary>
[TaskName(nameof(Ship))]
[TaskDescription("Builds, tags and pushes every image, and writes the deployment files.")]
[Verb("ship", Group = "Ship", Example = "--images=web --environment=prod")]
[ShipArguments]
[IsDependentOn(typeof(ShipLogin))]
[IsDependentOn(typeof(ShipPush))]
[IsDependentOn(typeof(ShipDefinitions))]
public sealed class Ship : FrostingTask<IStevedoreContext>;
