using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Credentials;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Puts a registry's user name and token where the settings say that they come from.</summary>
[TaskName(nameof(CredentialsStore))]
[TaskDescription("Asks for a registry's user name and token and stores them in Secrets Manager or Parameter Store.")]
[Verb("credentials store", Group = "Credentials", Example = "--registry=hub")]
[ShipArguments]
[TaskArgument("registry", "The registry whose credentials are stored. Default: the only one that has some.", Values = "name")]
public sealed class CredentialsStore(ICredentialStores stores) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var registries = context.Settings.Values.Registries!;
        context.Log.Note(await stores.Store(registries, RunOptions.Value(context.Arguments, "registry")));
        context.Log.Note("The target CredentialsCheck proves that the registry accepts them.");
    }
}
