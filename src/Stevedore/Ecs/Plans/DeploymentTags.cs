using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Releases;
using Stevedore.Runs;

namespace Stevedore.Ecs.Plans;

/// <summary>What a task definition says of where it comes from, in tags.</summary>
/// <param name="Commit">Null where it is not known.</param>
/// <param name="Repository">Where the source is; null where it is not known.</param>
/// <param name="Pipeline">The pipeline that deploys; null outside one.</param>
/// <param name="Stage">Its stage; null where nothing says it.</param>
/// <param name="Mark">What marks in the registry that it runs: who goes back without settings moves it.</param>
internal sealed record DeploymentTags(string? Commit, string? Repository, string? Pipeline, string? Stage, string? Mark = null)
{
    public const string CommitKey = "stevedore:commit";
    public const string PipelineKey = "stevedore:pipeline";
    public const string StageKey = "stevedore:stage";
    public const string MarkKey = "stevedore:mark";

    /// <summary>The revision that a rollback registered a copy of: by it the copy counts as being as old.</summary>
    public const string CopyKey = "stevedore:copy-of";
    private const int MostOfAValue = 256;

    /// <summary>Whether a tag is one that Stevedore sets.</summary>
    public static bool IsOwn(string key) => key.StartsWith(OutputFiles.TagPrefix, StringComparison.Ordinal);

    /// <summary>The commit of the tag's value, as git knows it.</summary>
    public static string Sha(string value) => value.Split('-')[0];

    /// <summary>How a person is told of the tag's value.</summary>
    public static string Short(string value) => Sha(value) is { Length: > 8 } sha ? sha[..8] + value[sha.Length..] : value;

    /// <summary>The tags, made of what ECS allows in them.</summary>
    public ImmutableArray<KeyValuePair<string, string>> All() =>
        [
            .. from tag in (KeyValuePair<string, string?>[])
                [
                    new(CommitKey, Commit),
                    new("stevedore:repository", Repository),
                    new("stevedore:version", OwnVersion.Text),
                    new(PipelineKey, Pipeline),
                    new(StageKey, Stage),
                    new(MarkKey, Mark),
                ]
            where !string.IsNullOrEmpty(tag.Value)
            select KeyValuePair.Create(tag.Key, Allowed(tag.Value!)),
        ];

    // Letters, digits, spaces and + - = . _ : / @
    private static string Allowed(string value)
    {
        var allowed = string.Concat(value.Select(letter => char.IsLetterOrDigit(letter) || " +-=._:/@".Contains(letter) ? letter : '-'));
        return allowed.Length <= MostOfAValue ? allowed : allowed[..MostOfAValue];
    }
}

/// <summary>The stage of a pipeline that registered a task definition.</summary>
/// <param name="Stage">Null where its tags do not say it.</param>
internal sealed record DeployingStage(string Pipeline, string? Stage)
{
    /// <summary>Null for one that no pipeline registered.</summary>
    public static DeployingStage? Of(TaskDefinition definition) =>
        definition.Tag(DeploymentTags.PipelineKey) is { } pipeline ? new(pipeline, definition.Tag(DeploymentTags.StageKey)) : null;
}
