using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Follows <c>#{Namespace.Variable}</c> to the action that gives it.</summary>
internal static partial class VariableCheck
{
    private static readonly string[] OfExecutions = ["PipelineExecutionId"];

    [GeneratedRegex(@"#\{(?<what>[^{}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference { get; }

    public static IEnumerable<string> Faults(PipelineParts pipeline)
    {
        var path = pipeline.Resource.Path;
        var variables = pipeline.Properties["Variables"].Elements().Select(variable => variable.Map()["Name"].Show()).ToArray();
        if (variables.Length > 50)
        {
            yield return $"{path}: has {variables.Length} variables; 50 are allowed.";
        }

        foreach (var twice in variables.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            yield return $"{path}: the variable '{twice.Key}' stands twice.";
        }

        foreach (var reserved in pipeline.Actions.Where(action => action.Namespace is "codepipeline" or "variables"))
        {
            yield return $"{reserved.Path}: the namespace '{reserved.Namespace}' is CodePipeline's own.";
        }

        foreach (var action in pipeline.Actions)
        {
            var used = new[] { action.Body["Configuration"], action.Body["EnvironmentVariables"], action.Body["Commands"] };
            foreach (Match match in Reference.Matches(string.Join(' ', used.Select(node => node.Show()))))
            {
                if (Fault(pipeline, variables, action, match.Groups["what"].Value.Split('.', 2)) is { } fault)
                {
                    yield return $"{action.Path}: {match.Value} {fault}.";
                }
            }
        }
    }

    private static string? Fault(PipelineParts pipeline, string[] variables, ActionParts action, string[] reference)
    {
        if (reference is not [var space, var name])
        {
            return "is not of a namespace and a variable";
        }

        if (space == "codepipeline")
        {
            return OfExecutions.Contains(name) ? null : $"is not one of {string.Join(", ", OfExecutions)}";
        }

        if (space == "variables")
        {
            return variables.Contains(name) ? null : "is not a variable of the pipeline";
        }

        var giver = pipeline.Actions.FirstOrDefault(other => other.Namespace == space);
        if (giver is null)
        {
            return "names no action's namespace";
        }

        if (!action.Follows(giver))
        {
            return $"is given by {giver.Name}, which does not end before it";
        }

        var given =
            giver.Type?.Provider == "Commands"
                ? [.. giver.Body["OutputVariables"].Elements().Select(one => one.Show())]
                : giver.Type?.Variables;
        return given?.Contains(name) is false ? $"is nothing that {giver.Type?.Provider} gives" : null;
    }
}
