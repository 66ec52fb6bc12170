using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Credentials for every registry of the plan, into the run's private docker config.</summary>
[TaskName(nameof(ShipLogin))]
[TaskDescription("Logs in to every registry; alone it proves that the credentials work.")]
[Verb("login", Group = "Ship")]
[ShipArguments]
public sealed class ShipLogin(IShipping shipping) : AsyncFrostingTask<IStevedoreContext>
{
    /// <summary>Not where all of Ship runs on CodeBuild.</summary>
    public override bool ShouldRun(IStevedoreContext context) => !context.Options.IsRemote;

    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        foreach (var note in await shipping.LogIn())
        {
            context.Log.Note(note);
        }
    }
}
