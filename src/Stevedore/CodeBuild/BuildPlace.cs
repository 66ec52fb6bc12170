using Stevedore.Settings;

namespace Stevedore.CodeBuild;

/// <summary>Which project builds, and with what.</summary>
internal sealed record BuildPlace(BuildProject Project)
{
    /// <summary>Null for none.</summary>
    public string? Bucket { get; init; }

    /// <summary>The bucket that the settings name, whatever is asked for; null for none.</summary>
    public string? BucketOfSettings { get; init; }

    /// <summary>The ARN of a role to assume; null for the caller's own credentials.</summary>
    public string? Role { get; init; }

    /// <summary>The ARN of the connection to the source; null for none.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether it is a project of pull requests, whose role is made for what nobody has looked at.</summary>
    public bool IsForStrangers { get; init; }

    /// <param name="pipelines">Of the settings, by name; null for none.</param>
    /// <exception cref="StevedoreException">No project is named, or several are.</exception>
    public static BuildPlace Of(RemoteBuildRequest asked, IReadOnlyDictionary<string, PipelineSettings>? pipelines)
    {
        if (asked.Project is { } named && asked.Pipeline is null)
        {
            return new(BuildProject.Parse(named)) { Bucket = asked.Bucket, Connection = asked.Connection };
        }

        var (name, settings) = Chosen(asked.Pipeline, pipelines);
        // What nobody has looked at runs where least can be done with it.
        var isForStrangers = asked is { IsUpload: true, Project: null } && settings.PullRequests is not null;
        var project = BuildProject.Parse(asked.Project ?? (isForStrangers ? $"{name}-pull-requests" : settings.Build?.Project ?? name));
        return new(project with { Region = project.Region ?? settings.Region })
        {
            Bucket = asked.Bucket ?? (asked.IsUpload ? settings.Bucket : null),
            BucketOfSettings = settings.Bucket,
            Role = settings.Role,
            Connection =
                asked.Connection
                ?? (
                    settings.Source?.Connection is { } connection && connection.StartsWith("arn:", StringComparison.Ordinal)
                        ? connection
                        : null
                ),
            IsForStrangers = isForStrangers,
        };
    }

    private static KeyValuePair<string, PipelineSettings> Chosen(string? asked, IReadOnlyDictionary<string, PipelineSettings>? pipelines)
    {
        KeyValuePair<string, PipelineSettings>[] known = [.. pipelines ?? new Dictionary<string, PipelineSettings>()];
        return (asked, known) switch
        {
            (null, [var only]) => only,
            (null, []) => throw new StevedoreException(
                "Cannot build on CodeBuild",
                "no project is named, and the settings have no pipelines",
                "Name it with --project=<name or ARN>; `aws codebuild list-projects` shows those that there are."
            ),
            (null, _) => throw new StevedoreException(
                "Cannot build on CodeBuild",
                $"the settings have several pipelines, and none is named: {Names(known)}",
                "Name one with --pipeline=<name>, or a project with --project."
            ),
            _ => Array.FindIndex(known, pipeline => pipeline.Key == asked) is >= 0 and var at
                ? known[at]
                : throw new StevedoreException(
                    $"Cannot build on CodeBuild with --pipeline={OutsideText.Line(asked, 80)}",
                    known.Length == 0 ? "the settings have no pipelines" : $"the settings have others: {Names(known)}",
                    "Correct the name, or name a project with --project."
                ),
        };
    }

    private static string Names(IEnumerable<KeyValuePair<string, PipelineSettings>> known) =>
        string.Join(", ", known.Select(pipeline => pipeline.Key));
}
