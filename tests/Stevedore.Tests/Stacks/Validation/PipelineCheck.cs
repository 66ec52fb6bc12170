using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds every pipeline of a template against the rules of CodePipeline that no schema states.</summary>
internal sealed partial class PipelineCheck
{
    private readonly Template template;
    private readonly PipelineParts pipeline;
    private readonly List<string> faults = [];

    private PipelineCheck(Template template, PipelineParts pipeline) => (this.template, this.pipeline) = (template, pipeline);

    [GeneratedRegex(@"^[A-Za-z0-9.@\-_]{1,100}$", RegexOptions.None, 1000)]
    private static partial Regex AnyName { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_\-]{1,100}$", RegexOptions.None, 1000)]
    private static partial Regex ArtifactName { get; }

    [GeneratedRegex(@"^[A-Za-z0-9@\-_]{1,100}$", RegexOptions.None, 1000)]
    private static partial Regex NamespaceName { get; }

    /// <returns>Those of pipelines, of their webhooks and notifications, and of CodeBuild's projects.</returns>
    public static ImmutableArray<string> Faults(Template template) =>
        [
            .. template
                .OfType("AWS::CodePipeline::Pipeline")
                .SelectMany(resource => new PipelineCheck(template, PipelineParts.Of(resource)).All()),
            .. SurroundingsCheck.Faults(template),
        ];

    private List<string> All()
    {
        Names();
        Stages();
        foreach (var action in pipeline.Actions)
        {
            Action(action);
        }

        Stores();
        faults.AddRange(ArtifactCheck.Faults(pipeline));
        faults.AddRange(VersionCheck.Faults(pipeline));
        faults.AddRange(TriggerCheck.Faults(pipeline));
        faults.AddRange(VariableCheck.Faults(pipeline));
        return faults;
    }

    private void Names()
    {
        var path = pipeline.Resource.Path;
        Check(path, "the name", pipeline.Properties["Name"], AnyName);
        foreach (var stage in pipeline.Stages)
        {
            Check(stage.Path, "the name", stage.Body["Name"], AnyName);
            foreach (var action in stage.Actions)
            {
                Check(action.Path, "the name", action.Body["Name"], AnyName);
                Check(action.Path, "the namespace", action.Body["Namespace"], NamespaceName);
                foreach (var artifact in action.Body["OutputArtifacts"].Elements())
                {
                    Check(action.Path, "the artifact", artifact.Map()["Name"], ArtifactName);
                }
            }

            Twice(stage.Path, "action", stage.Actions.Select(action => action.Name));
        }

        Twice(path, "stage", pipeline.Stages.Select(stage => stage.Name));
        Twice(path, "namespace", pipeline.Actions.Select(action => action.Namespace).OfType<string>());
    }

    private void Check(string path, string what, Node? name, Regex rule)
    {
        if (name is Scalar text && !rule.IsMatch(text.Text))
        {
            faults.Add($"{path}: {what} '{text.Text}' does not match {rule}.");
        }
    }

    private void Twice(string path, string what, IEnumerable<string> names) =>
        faults.AddRange(
            names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"{path}: the {what} '{group.Key}' stands twice.")
        );

    private void Stages()
    {
        if (pipeline.Stages.Length is < 2 or > 50)
        {
            faults.Add($"{pipeline.Resource.Path}: has {pipeline.Stages.Length} stages; 2 to 50 are allowed.");
        }

        foreach (var stage in pipeline.Stages)
        {
            if (stage.Actions.Length is < 1 or > 50)
            {
                faults.Add($"{stage.Path}: has {stage.Actions.Length} actions; 1 to 50 are allowed.");
            }

            foreach (var action in stage.Actions.Where(action => (action.Type?.IsSource ?? false) != (stage.Index == 0)))
            {
                faults.Add(
                    stage.Index == 0
                        ? $"{action.Path}: the first stage has sources only."
                        : $"{action.Path}: a source stands in the first stage only."
                );
            }

            if (stage.Index == 0 && stage.Body["OnFailure"].Map()["Result"].Text() == "ROLLBACK")
            {
                faults.Add($"{stage.Path}: the stage of the sources cannot be rolled back.");
            }
        }

        foreach (var transition in pipeline.Properties["DisableInboundStageTransitions"].Elements())
        {
            var name = transition.Map()["StageName"].Show();
            if (pipeline.Stages.All(stage => stage.Name != name))
            {
                faults.Add($"{pipeline.Resource.Path}: there is no stage '{name}' to disable the transition of.");
            }
        }
    }

    private void Action(ActionParts action)
    {
        if (action.Type is not { } type)
        {
            faults.Add($"{action.Path}: {action.TypeId} is not a type of action that is known here.");
            return;
        }

        Count(action.Path, "takes", action.Inputs.Length, type.Inputs);
        Count(action.Path, "makes", action.Outputs.Length, type.Outputs);
        if (action.RunOrder is < 1 or > 999)
        {
            faults.Add($"{action.Path}: RunOrder {action.RunOrder} is not 1 to 999.");
        }

        if (
            int.TryParse(action.Body["TimeoutInMinutes"].Text(), out var timeout)
            && (timeout < 5 || timeout > (type.Provider == "Manual" ? 86_400 : 2_160))
        )
        {
            faults.Add($"{action.Path}: TimeoutInMinutes {timeout} is out of range.");
        }

        foreach (var own in new[] { "Commands", "OutputVariables", "EnvironmentVariables" })
        {
            if (action.Body[own] is not null && type.Provider != "Commands")
            {
                faults.Add($"{action.Path}: only the action Commands has {own}.");
            }
        }

        if (type.Provider == "Commands" && action.Body["Commands"].Elements().Length is < 1 or > 50)
        {
            faults.Add($"{action.Path}: has {action.Body["Commands"].Elements().Length} commands; 1 to 50 are allowed.");
        }

        faults.AddRange(ConfigurationCheck.Faults(template, action, type));
    }

    private void Count(string path, string verb, int count, (int Least, int Most) allowed)
    {
        if (count < allowed.Least || count > allowed.Most)
        {
            var range = allowed.Least == allowed.Most ? $"{allowed.Least}" : $"{allowed.Least} to {allowed.Most}";
            faults.Add($"{path}: {verb} {count} artifacts; {range} are allowed.");
        }
    }

    private void Stores()
    {
        var path = pipeline.Resource.Path;
        var hasOne = pipeline.Properties["ArtifactStore"] is not null;
        if (hasOne == pipeline.Properties["ArtifactStores"] is not null)
        {
            faults.Add($"{path}: needs either ArtifactStore or ArtifactStores.");
        }

        foreach (var action in pipeline.Actions.Where(action => hasOne && action.Body["Region"] is not (null or Function)))
        {
            faults.Add($"{action.Path}: runs in {action.Body["Region"].Show()}, for which there is no artifact store.");
        }
    }
}
