using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Changes;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Deploying;

/// <summary>The values of a template's parameters.</summary>
internal static class StackParameters
{
    private const string Hidden = "(not shown)";

    /// <param name="values">What is said, with the ARNs of connections in the place of their names.</param>
    /// <param name="there">The stack; null for one that is not there yet.</param>
    /// <exception cref="StevedoreException">Some have none.</exception>
    public static ImmutableArray<Parameter> Of(
        StackTarget target,
        TemplateMap template,
        IReadOnlyDictionary<string, string> values,
        Stack? there
    )
    {
        List<string> missing = [];
        var parameters = ImmutableArray.CreateBuilder<Parameter>();
        foreach (var declared in template["Parameters"] as TemplateMap ?? [])
        {
            if (values.TryGetValue(declared.Key, out var value) && value.Length > 0)
            {
                parameters.Add(new() { ParameterKey = declared.Key, ParameterValue = value });
            }
            else if ((there?.Parameters ?? []).Exists(known => known.ParameterKey == declared.Key))
            {
                parameters.Add(new() { ParameterKey = declared.Key, UsePreviousValue = true });
            }
            else if ((declared.Value as TemplateMap)?["Default"] is null)
            {
                missing.Add(declared.Key);
            }
        }

        return missing.Count == 0
            ? parameters.ToImmutable()
            : throw new StevedoreException(
                $"Cannot deploy {target}",
                $"{(missing.Count == 1 ? "the parameter" : "the parameters")} {string.Join(", ", missing)} {(missing.Count == 1 ? "has" : "have")} no value",
                $"Write {(missing.Count == 1 ? "it" : "them")} into {target.ParameterFile}; the template says what each is"
                    + (
                        missing.Contains("ArtifactBucket")
                            ? $", and StackStatus {target.Again} in the pipeline's account shows the outputs."
                            : "."
                    )
            );
    }

    /// <summary>The parameters that a stack has with other values. What is not to be echoed is shown on neither side.</summary>
    public static IEnumerable<string> Differences(IEnumerable<Parameter> wanted, Stack? there, TemplateMap template) =>
        from parameter in wanted
        let was = (there?.Parameters ?? []).Find(known => known.ParameterKey == parameter.ParameterKey)
        where there is not null && parameter.ParameterValue is not null && was?.ParameterValue != parameter.ParameterValue
        // CloudFormation shows asterisks in the place of what it has: whether that is another value, nobody can tell.
        let isMasked = was?.ParameterValue is { Length: > 0 } value && value.All(letter => letter == '*')
        let isHidden = HiddenParameters.Has(template, parameter.ParameterKey!)
        where !(isMasked && isHidden)
        select $"parameter {parameter.ParameterKey}: {(isMasked ? Hidden : OutsideText.Line(was?.ParameterValue ?? "none", 100))} -> {(isHidden ? Hidden : OutsideText.Line(parameter.ParameterValue, 100))}";
}
