using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Rehearsal;
using Stevedore.Settings;
using Stevedore.Tests.Planning;

namespace Stevedore.Tests.Rehearsal;

/// <summary>One image, what its settings say of registries, and a lab.</summary>
internal sealed record RehearsalCase(string Registries)
{
    public const string Lan = "127.0.0.1:5001";

    public static ImmutableDictionary<string, string> Printed { get; } =
        ImmutableDictionary<string, string>
            .Empty.Add("STEVEDORE_LAB_REGISTRY", Lan)
            .Add("DOCKER_HOST", "unix:///lab/docker.sock")
            .Add("DOCKER_CONFIG", "/lab/docker-config")
            .Add("AWS_ENDPOINT_URL", "http://127.0.0.2:5566")
            .Add("AWS_REGION", "eu-central-1");

    public ImmutableDictionary<string, string> Lab { get; init; } = Printed;

    /// <summary>Of the machine.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>More keys of the file, each with a comma behind it.</summary>
    public string More { get; init; } = "";

    /// <summary>More keys of the image.</summary>
    public string Image { get; init; } = """ "context": "web" """;

    public string Dockerfile { get; init; } = "FROM scratch\n";

    /// <summary>Of what runs in the lab.</summary>
    public Dictionary<string, string> Variables => RehearsalEnvironment.Of(Environment, Changes(), Places);

    private LabPlaces Places => new(Lab, Environment.GetValueOrDefault("STEVEDORE_LAB_HOSTS"));

    private PlanCase Outside =>
        new($$"""{ {{More}} "images": { "web": { {{Image}} } }, "registries": { {{Registries}} } }""")
        {
            Environment = Environment,
            Builder = Environment.GetValueOrDefault("BUILDX_BUILDER"),
            Dockerfiles = { ["web"] = Dockerfile },
        };

    public RehearsalChanges Changes() => RehearsalOverrides.Of(Outside.Plan(), Outside.Settings.Values, PlanCase.Kinds, Places);

    /// <summary>The plan that the lab ships.</summary>
    public ShipPlan Inside() => Case().Plan();

    public string Text() => Case().Text();

    public T Settings<T>()
        where T : RegistrySettings => Inside().Registries.Select(registry => registry.Settings).OfType<T>().Single();

    public void Check() =>
        RehearsalHosts.Check(
            Inside(),
            new Dictionary<string, Dockerfile> { ["web"] = Stevedore.Planning.Dockerfiles.Dockerfile.Parse(Dockerfile) },
            Places
        );

    private PlanCase Case()
    {
        var inside = Variables;
        return Outside with { Environment = inside, Builder = inside.GetValueOrDefault("BUILDX_BUILDER") };
    }
}
