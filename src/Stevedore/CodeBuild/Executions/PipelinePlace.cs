using System.Text.RegularExpressions;
using Stevedore.Settings;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Which pipeline is meant, and where it is.</summary>
/// <param name="Name">Null for the only one of the region.</param>
internal sealed record PipelinePlace(string? Name)
{
    private static readonly Regex Plain = new("^[A-Za-z0-9.@_-]{1,100}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex Arn = new(
        @"^arn:[a-z-]+:codepipeline:(?<region>[a-z0-9-]+):(?<account>\d{12}):(?<name>[A-Za-z0-9.@_-]{1,100})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Null for the run's.</summary>
    public string? Region { get; init; }

    /// <summary>The account that it has to be of; null for any.</summary>
    public string? Account { get; init; }

    /// <summary>The ARN of a role to assume; null for the caller's own credentials.</summary>
    public string? Role { get; init; }

    /// <summary>Pure: the settings are handed in.</summary>
    /// <param name="asked">A name or an ARN; null for none.</param>
    /// <param name="pipelines">Of the settings, by name; null for none.</param>
    /// <exception cref="StevedoreException">It is no name, or one of several has to be named.</exception>
    public static PipelinePlace Of(string? asked, IReadOnlyDictionary<string, PipelineSettings>? pipelines)
    {
        if (asked is not null && Arn.Match(asked) is { Success: true, Groups: var arn })
        {
            return new(arn["name"].Value) { Region = arn["region"].Value, Account = arn["account"].Value };
        }

        if (asked is not null)
        {
            return !Plain.IsMatch(asked)
                    ? throw new StevedoreException(
                        $"Cannot read --pipeline={OutsideText.Line(asked, 120)}",
                        "it is no pipeline's name",
                        "Write its name, of letters, digits and .@-_, or its ARN; `aws codepipeline list-pipelines` shows those that there are."
                    )
                : pipelines?.GetValueOrDefault(asked) is { } known ? Of(asked, known)
                : new(asked);
        }

        KeyValuePair<string, PipelineSettings>[] all =
        [
            .. (pipelines ?? new Dictionary<string, PipelineSettings>()).Where(one => !IsProject(one.Value)),
        ];
        return all switch
        {
            [] => new(Name: null),
            [var only] => Of(only.Key, only.Value),
            _ => throw new StevedoreException(
                "Cannot tell which pipeline is meant",
                $"the settings have several, and none is named: {string.Join(", ", all.Select(one => one.Key))}",
                "Name one with --pipeline=<name>."
            ),
        };
    }

    private static PipelinePlace Of(string name, PipelineSettings settings) =>
        IsProject(settings)
            ? throw new StevedoreException(
                $"Cannot look at the pipeline '{name}'",
                "it is a project of CodeBuild alone, as its type in the settings says",
                "`aws codebuild list-builds-for-project` shows its builds, and CodeBuildRun --follow=<id> one of them."
            )
            : new(name)
            {
                Region = settings.Region,
                Account = settings.Account,
                Role = settings.Role,
            };

    private static bool IsProject(PipelineSettings settings) => settings.Type == "project";
}
