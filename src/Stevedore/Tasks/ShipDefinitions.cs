using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Writes imagedefinitions.json, imageDetail.json and release.json from the digests of this push, or of the last one of this commit.</summary>
[TaskName(nameof(ShipDefinitions))]
[TaskDescription("Writes imagedefinitions.json, imageDetail.json and release.json from the last push of this commit.")]
[Verb("definitions", Group = "Ship")]
[ShipArguments]
public sealed class ShipDefinitions(IShipping shipping, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <summary>Not where all of Ship runs on CodeBuild.</summary>
    public override bool ShouldRun(IStevedoreContext context) => !context.Options.IsRemote;

    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var result = await shipping.WriteRelease();
        output.Lines(ShipSummary.Render(result, context.Run.Outputs.FullPath));
        output.Json(ReleaseRecord.Render(result));
    }
}
