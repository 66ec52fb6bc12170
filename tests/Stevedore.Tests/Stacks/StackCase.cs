using System.Collections.Immutable;
using System.Text.Json;
using Stevedore.Aws;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Shipping;
using Stevedore.Stacks;
using Stevedore.Stacks.Plans;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>What is made of the text of a stevedore.json.</summary>
internal sealed record StackCase(string Json)
{
    private static readonly IRegistry[] Registries =
    [
        new EcrRegistry(new AwsClients(), new()),
        new EcrPublicRegistry(new AwsClients(), new()),
        new DockerHubRegistry(null!),
        new PlainRegistry(null!),
    ];

    /// <summary>By image; others are built from nothing.</summary>
    public Dictionary<string, string> Dockerfiles { get; init; } = [];

    /// <summary>Files that are there.</summary>
    public Dictionary<string, string> Texts { get; init; } = [];

    public ToolCommands Tool { get; init; } = ToolCommands.OfManifest;

    public StackFiles Make(string? only = null) => StackFiles.Of(Inputs(null), Texts.GetValueOrDefault, only);

    public string Text(string path) => Make().Files.Single(file => file.Path == path).Text;

    public string Fault() => Assert.Throws<StevedoreException>(() => Make()).Message;

    /// <summary>Whether a role of a template may do something; what another account says of it is not asked.</summary>
    public bool May(string role, string action, string resource, string path = "pipeline/shop.yml") =>
        new PolicyEvaluator { Identity = PolicyStatement.OfRole(Template.Parse(Text(path)), role, Resolver(path)) }
            .Decide(new(action, resource) { ResourceAccount = "111122223333" })
            .Outcome == PolicyOutcome.Allowed;

    /// <summary>Fills in what a template's parameters say; the outputs of other stacks are <c>filled-in</c>.</summary>
    public TemplateResolver Resolver(string path = "pipeline/shop.yml") =>
        new(Template.Parse(Text(path)))
        {
            Parameters = JsonDocument
                .Parse(
                    Make()
                        .Files.FirstOrDefault(file => file.Path == path.Replace(".yml", ".parameters.json", StringComparison.Ordinal))
                        ?.Text
                        ?? "[]"
                )
                .RootElement.EnumerateArray()
                .ToImmutableDictionary(
                    parameter => parameter.GetProperty("ParameterKey").GetString()!,
                    parameter => parameter.GetProperty("ParameterValue").GetString() is { Length: > 0 } value ? value : "filled-in"
                ),
        };

    /// <summary>Holds every template against all that is known of AWS.</summary>
    public static void Check(StackFiles made)
    {
        foreach (var file in made.Files.Where(file => file.IsTemplate))
        {
            var template = Template.Parse(file.Text);
            ImmutableArray<string> faults =
            [
                .. TemplateCheck.Faults(template).Where(fault => !(IsOfLength(fault) && IsToldOf(made, file))),
                .. PipelineCheck.Faults(template),
                .. PolicyCheck.Faults(template),
            ];
            Assert.True(faults.IsEmpty, $"{file.Path}\n{string.Join('\n', faults)}\n{file.Text}");
        }
    }

    // It can be deployed from a bucket, which a person is told.
    private static bool IsOfLength(string fault) => fault.EndsWith(" bytes, 51,200 are allowed.", StringComparison.Ordinal);

    private static bool IsToldOf(StackFiles made, StackFile file) =>
        made.Notes.Any(note =>
            note.Contains($"{file.Path} has ", StringComparison.Ordinal)
            && note.Contains("deploy it from a bucket", StringComparison.Ordinal)
        );

    private PipelineInputs Inputs(string? section)
    {
        PlanCase plan = new(Json) { Section = section, Artifacts = { ["BaseImage"] = null } };
        var settings = plan.Settings;
        foreach (var image in settings.Values.Images!.Keys)
        {
            plan.Dockerfiles[image] = Dockerfiles.GetValueOrDefault(image, "FROM scratch\n");
        }

        return new()
        {
            Settings = settings,
            PlanOf = images => (plan with { Images = images is { } chosen ? [.. chosen] : null }).Plan(),
            NeedsOf = ship =>
                PlanPermissions.Of(
                    ship,
                    registry => Registries.First(kind => kind.SettingsType == registry.Settings.GetType()),
                    new(() => null)
                ),
            In = Inputs,
            Kinds = PlanCase.Kinds,
            Tool = Tool,
        };
    }
}
