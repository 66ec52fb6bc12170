using Cake.Core.Diagnostics;
using Cake.Frosting;
using Stevedore.Arguments;

namespace Stevedore.Tasks;

/// <summary>Credentials for every registry of the plan, into the run's private docker config.</summary>
[TaskName(nameof(ShipLogin))]
[TaskDescription("Logs in to every registry; alone it proves that the credentials work.")]
[ShipArguments]
public sealed class ShipLogin : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        foreach (var login in await context.Session.LogIn())
        {
            context.Log.Information(
                login.Credential is null ? "{0} is used without a login." : "Logged in to {0} with {1}.",
                login.Registry.Host,
                login.Credential?.Source ?? ""
            );
        }
    }
}
