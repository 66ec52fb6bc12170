using System.Text.Json.Nodes;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Settings.Layers;
using Change = Stevedore.Rehearsal.RehearsalChanges.Change;

namespace Stevedore.Rehearsal;

/// <summary>Leads a plan's registries and its builder to those of the lab, so that a rehearsal can never reach a real one.</summary>
internal static class RehearsalOverrides
{
    // Not DOCKER_USERNAME, which a build may set for something else.
    private const string HubUser = "STEVEDORE_LAB_HUB_USERNAME";
    private const string HubToken = "STEVEDORE_LAB_HUB_TOKEN";
    private const string HubCredentials = $$$"""{"environment":{"username":"{{{HubUser}}}","password":"{{{HubToken}}}"}}""";

    /// <param name="plan">The plan as it would be shipped.</param>
    /// <param name="settings">The settings that it was made from.</param>
    /// <exception cref="StevedoreException">The plan has more accounts, regions or kinds of registry than the lab.</exception>
    public static RehearsalChanges Of(ShipPlan plan, StevedoreSettings settings, KnownKinds kinds, LabPlaces lab)
    {
        var led = new StevedoreSettings { Registries = settings.Registries, Builder = settings.Builder };
        var written = new SettingsBinding(kinds).Tree(led)!.ToJson();
        var notes = new List<string>();
        var places = EcrPlaces.Of(plan.Registries);
        foreach (var registry in plan.Registries)
        {
            foreach (var change in Changes(registry, places, lab))
            {
                written["registries"]![registry.Name]![change.Key] = change.Json is null ? change.New : JsonNode.Parse(change.Json);
                if (change.Old != change.New)
                {
                    notes.Add($"registries.{registry.Name}.{change.Key} is {change.New}, not {change.Old}.");
                }
            }
        }

        if (RehearsalBuilder.Of(settings.Builder!, lab) is var (builder, note))
        {
            written["builder"] = builder;
            notes.Add(note);
        }

        return new(Variables(written), [.. notes]);
    }

    // As a whole, so that no spelling of a name can miss what is meant.
    private static ImmutableDictionary<string, string> Variables(JsonNode written) =>
        ImmutableDictionary<string, string>
            .Empty.Add("STEVEDORE__REGISTRIES", written["registries"]!.ToJsonString())
            .Add("STEVEDORE__BUILDER", written["builder"]!.ToJsonString())
            // The one user of the lab's Docker Hub who may push, with the token that the lab made up.
            .Add(HubUser, "acme")
            .Add(HubToken, "hubtoken");

    private static IEnumerable<Change> Changes(RegistryPlan registry, EcrPlaces places, LabPlaces lab) =>
        registry.Settings switch
        {
            EcrSettings ecr => Ecr(registry, ecr, places),
            EcrPublicSettings { Role: { } role } => [Role(role, LabPlaces.Home.Account)],
            DockerHubSettings hub =>
            [
                new("namespace", hub.Namespace ?? "that of the user", "acme"),
                new("credentials", Said(hub.Credentials), "the lab's user", HubCredentials),
            ],
            PlainRegistrySettings plain => Plain(registry, plain, lab),
            _ => [],
        };

    private static IEnumerable<Change> Ecr(RegistryPlan registry, EcrSettings ecr, EcrPlaces places)
    {
        var (account, region) = places.Led(registry);
        yield return new("account", registry.Account ?? "that of the credentials", account);
        yield return new("region", registry.Region ?? "that of the run", region);
        if (ecr.Role is { } role)
        {
            yield return Role(role, account);
        }
    }

    private static IEnumerable<Change> Plain(RegistryPlan registry, PlainRegistrySettings plain, LabPlaces lab)
    {
        yield return lab.PlainRegistry is { } host
            ? new Change("host", registry.Host, host)
            : throw new StevedoreException(
                "Cannot rehearse",
                $"the lab has no registry to stand in for '{registry.Name}' ({registry.Host})",
                "Let the lab's `up` print STEVEDORE_LAB_REGISTRY=<host>."
            );
        if (plain.Credentials is { } credentials)
        {
            // The lab's has no accounts; those of the real one are not looked for.
            yield return new("credentials", Said(credentials), "docker-config", "\"docker-config\"");
        }
    }

    // A role of the lab's own account takes the place of a real one. A variable cannot unset it.
    private static Change Role(string role, string account) => new("role", role, $"arn:aws:iam::{account}:role/stevedore-rehearsal");

    private static string Said(CredentialSettings? credentials) =>
        credentials switch
        {
            SecretsManagerCredentialSettings secret => $"the secret {secret.SecretsManager}",
            ParameterStoreCredentialSettings parameters => $"the parameters {parameters.Username} and {parameters.Password}",
            EnvironmentCredentialSettings variables => $"the variables {variables.Username} and {variables.Password}",
            null or DockerConfigCredentialSettings => "docker-config",
            _ => "that of the settings",
        };
}
