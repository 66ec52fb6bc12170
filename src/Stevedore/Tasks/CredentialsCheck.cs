using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.CodeBuild;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Proves that every credential of the plan resolves, is accepted, and may pull from and push to each repository.</summary>
[TaskName(nameof(CredentialsCheck))]
[TaskDescription("Proves that every credential resolves and may pull and push; says what is at fault where not.")]
[Verb("credentials check", Group = "Credentials", Example = "")]
[ShipArguments]
[RemoteArguments]
public sealed class CredentialsCheck(IShipping shipping, IRemoteBuilds builds, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        if (context.Options.IsRemote)
        {
            await builds.RunTarget(nameof(CredentialsCheck), "credentials check", hasArtifacts: false);
            return;
        }

        var checks = await shipping.CheckAccess();
        output.Lines(AccessTable.Render(checks));
        output.Json(AccessJson.Render(checks));
        AccessFault.ThrowIfAny(checks);
    }
}
