using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.DockerHub;

/// <summary>Docker Hub: <c>docker.io/&lt;namespace&gt;/&lt;repository&gt;</c>, of one level.</summary>
internal sealed class DockerHubKind : RegistryKind
{
    /// <summary>The customary variables, for messages.</summary>
    public const string Variables = "DOCKER_USERNAME and DOCKER_TOKEN, or DOCKERHUB_USER and DOCKERHUB_TOKEN";

    // Not DOCKER_USERNAME, which a build may set for something else.
    private static readonly EnvironmentCredentialSettings LabUser = new("STEVEDORE_LAB_HUB_USERNAME", "STEVEDORE_LAB_HUB_TOKEN");

    // The two customary pairs of variables with the credentials of Docker Hub.
    private static readonly (string User, string Token)[] Pairs =
    [
        ("DOCKER_USERNAME", "DOCKER_TOKEN"),
        ("DOCKERHUB_USER", "DOCKERHUB_TOKEN"),
    ];

    /// <inheritdoc/>
    public override string Type => "docker-hub";

    /// <inheritdoc/>
    public override Type SettingsType => typeof(DockerHubSettings);

    /// <inheritdoc/>
    public override void Suggest(RegistrySuggestions open)
    {
        var variable = open.Said("credentials.environment.username");
        if (!open.IsSaid("credentials") && Array.Find(Pairs, pair => Both(open, pair)) is { User: { } user } pair)
        {
            open.Offer("credentials", new EnvironmentCredentialSettings(pair.User, pair.Token), user);
            variable = user;
        }

        if (variable is not null && open.First(variable) is var (_, name))
        {
            open.Offer("namespace", name, variable);
        }

        open.OfferSame("namespace", "credentials.username");
    }

    /// <inheritdoc/>
    public override KeyFault? FaultOf(RegistrySettings settings) =>
        settings is DockerHubSettings { Namespace: { } space } hub
            // Who only pulls needs none, but a token would be printed all the same.
            ? (hub.Push == true ? new NamespaceRule().Check(space) : NamespaceRule.NoToken(space)) is { } complaint
                ? new("namespace", complaint)
                : null
            : settings is DockerHubSettings { Push: true, Namespace: null }
                ? new(
                    "namespace",
                    new(
                        "missing, and the registry is pushed to",
                        $"write the user or organization, name the user in credentials.username, set {Variables}, or set push to false"
                    )
                )
                : null;

    /// <inheritdoc/>
    public override CredentialSettings CredentialsOf(RegistrySettings settings) =>
        ((DockerHubSettings)settings).Credentials ?? new DockerConfigCredentialSettings();

    /// <inheritdoc/>
    public override string RepositoryOf(string repository) => repository.Replace('/', '-');

    /// <inheritdoc/>
    public override RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts) =>
        new(name, settings, BaseReference.Hub, null, null, settings.Push ?? true);

    /// <inheritdoc/>
    public override (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository)
    {
        var flat = RepositoryOf(repository.Value);
        var reference = new ImageReference(
            registry.Host,
            RepositoryName.Parse($"{((DockerHubSettings)registry.Settings).Namespace}/{flat}")
        );
        return (
            reference,
            flat == repository.Value ? null : $"Docker Hub has one level of names: '{repository}' is {reference.Name} there."
        );
    }

    /// <inheritdoc/>
    public override ImmutableArray<RehearsedKey> Rehearsed(RegistryPlan registry)
    {
        var hub = (DockerHubSettings)registry.Settings;
        return
        [
            new("namespace", hub.Namespace ?? "that of the user", $"{{{LabUser.Username}}}"),
            RehearsedKey.OfCredentials(hub.Credentials, "the lab's user", LabUser),
        ];
    }

    private static bool Both(RegistrySuggestions open, (string User, string Token) pair) =>
        open.First(pair.User) is not null && open.First(pair.Token) is not null;
}
