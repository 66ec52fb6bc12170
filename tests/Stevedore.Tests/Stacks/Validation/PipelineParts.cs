using System.Globalization;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>A pipeline as a template says it, the elements of both branches of a condition standing beside each other.</summary>
internal sealed record PipelineParts(Resource Resource, ImmutableArray<StageParts> Stages)
{
    public Mapping Properties => Resource.Properties;

    public bool IsV2 => Properties["PipelineType"].Text() == "V2";

    public string Mode => Properties["ExecutionMode"].Text() ?? "SUPERSEDED";

    public IEnumerable<ActionParts> Actions => Stages.SelectMany(stage => stage.Actions);

    public static PipelineParts Of(Resource pipeline) =>
        new(
            pipeline,
            [.. pipeline.Properties["Stages"].Elements().Select((stage, index) => StageParts.Of(pipeline.Path, index, stage.Map()))]
        );
}

/// <param name="Path">For faults: the pipeline and the stage.</param>
internal sealed record StageParts(string Path, int Index, Mapping Body, ImmutableArray<ActionParts> Actions)
{
    public string Name => Body["Name"].Show();

    public static StageParts Of(string pipeline, int index, Mapping body)
    {
        var path = $"{pipeline}: stage {body["Name"].Show()}";
        return new(path, index, body, [.. body["Actions"].Elements().Select(action => new ActionParts(path, index, action.Map()))]);
    }
}

internal sealed record ActionParts(string Stage, int StageIndex, Mapping Body)
{
    public string Path => $"{Stage}, action {Name}";

    public string Name => Body["Name"].Show();

    public string TypeId
    {
        get
        {
            var id = Body["ActionTypeId"].Map();
            return string.Join('/', new[] { "Category", "Owner", "Provider", "Version" }.Select(part => id[part].Show()));
        }
    }

    public ActionType? Type => ActionType.Find(TypeId);

    public Mapping Configuration => Body["Configuration"].Map();

    public int RunOrder => int.TryParse(Body["RunOrder"].Text(), CultureInfo.InvariantCulture, out var order) ? order : 1;

    public ImmutableArray<string> Inputs => Names("InputArtifacts");

    public ImmutableArray<string> Outputs => Names("OutputArtifacts");

    public string? Namespace => Body["Namespace"] is { } name ? name.Show() : null;

    /// <summary>Whether the other one has ended when this one starts.</summary>
    public bool Follows(ActionParts other) =>
        other.StageIndex < StageIndex || (other.StageIndex == StageIndex && other.RunOrder < RunOrder);

    private ImmutableArray<string> Names(string property) =>
        [.. Body[property].Elements().Select(artifact => artifact.Map()["Name"].Show())];
}
