using System.Text.Json;
using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Stages that cannot follow.</summary>
internal static class PipelineStageCheck
{
    public static void Of(Pipeline pipeline, ImmutableArray<string> environments)
    {
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase) { ["Source"] = "Source", ["Build"] = "Build" };
        var stages = pipeline.Node["stages"]?.Items ?? [];
        for (var index = 0; index < stages.Length; index++)
        {
            One(pipeline with { Path = Invariant($"{pipeline.Path}.stages[{index}]") }, stages[index], environments, names);
        }

        if (
            stages.Any(stage => stage.TextOf("action") is null or "stevedore")
            && stages.FirstOrDefault(stage => stage.TextOf("action") == "codedeploy") is { } codeDeploy
        )
        {
            pipeline.Add(
                codeDeploy,
                "stages",
                "CodeDeploy takes its files from the top of the build's artifacts, and EcsDeploy from a folder in them",
                "deploy all stages in one way, or from two pipelines"
            );
        }
    }

    // What of a name is in the ids of its resources.
    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit));

    private static void One(Pipeline pipeline, SettingNode stage, ImmutableArray<string> environments, Dictionary<string, string> names)
    {
        var action = stage.TextOf("action") ?? "stevedore";
        var isProject = action.StartsWith(StageActionRule.Project, StringComparison.Ordinal);
        var environment = stage["environment"];
        if (environment is null && !isProject)
        {
            Add(stage, "environment", "missing", "name the section of environments that says what is deployed where");
        }
        else if (environment is { Value: { } name } && !environments.Contains(name))
        {
            Add(
                environment,
                "environment",
                $"there is no environment '{name}'",
                environments.IsEmpty ? "add it to environments" : Nearest.Hint(name, environments)
            );
        }

        var given = environment?.Value ?? (isProject ? action[StageActionRule.Project.Length..] : "");
        if (names.TryGetValue(Letters(given), out var same) && !same.Equals(given, StringComparison.OrdinalIgnoreCase))
        {
            Add(
                stage,
                "environment",
                $"'{given}' differs from the stage '{same}' by punctuation alone",
                "leave one of them out, or copy the environment under another name"
            );
        }
        else if (!names.TryAdd(Letters(given), given))
        {
            Add(
                stage,
                "environment",
                "another stage has the same name",
                "leave one of them out, or copy the environment under another name"
            );
        }

        if (stage["onFailure"] is { Value: "rollback" } rollback && pipeline.Node.TextOf("mode") == "parallel")
        {
            Add(
                rollback,
                "onFailure",
                "no stage of a parallel pipeline can roll back",
                "set mode to queued or superseded, or leave it out"
            );
        }

        foreach (var key in (string[])["application", "deploymentGroup"])
        {
            if (action == "codedeploy" && stage[key] is null)
            {
                Add(stage, key, "missing", "add it: CodeDeploy deploys a group of an application");
            }
            else if (action != "codedeploy" && stage[key] is { } said)
            {
                Add(said, key, $"means nothing with the action '{action}'", "leave it out, or set action to codedeploy");
            }
        }

        if (
            stage["approval"] is { Kind: JsonValueKind.Object } approval
            && approval.FlagOf("needed") == false
            && approval["roles"] is not null
        )
        {
            Add(approval, "approval", "names roles for what is not needed", "leave out needed, or roles");
        }

        void Add(SettingNode at, string key, string problem, string hint) => pipeline.Add(at, key, problem, hint);
    }
}
