using System.Text.Json;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds the configuration of an action against what its type takes.</summary>
internal static class ConfigurationCheck
{
    private const int LongestValue = 1000;

    private static readonly string[] VariableTypes = ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"];

    public static IEnumerable<string> Faults(Template template, ActionParts action, ActionType type) =>
        Keys(action, type)
            .Concat(Values(action))
            .Concat(type.Provider == "CodeBuild" ? Build(template, action) : [])
            .Concat(type.IsSource ? Source(action, type) : [])
            .Concat(type.Provider == "ECS" ? Deployment(action) : [])
            .Concat(type.Provider == "CodeDeployToECS" ? Files(action) : []);

    private static IEnumerable<string> Keys(ActionParts action, ActionType type)
    {
        foreach (var key in action.Configuration.Keys.Except(type.Required).Except(type.Optional))
        {
            yield return $"{action.Path}: {type.Provider} has no '{key}' in its configuration.";
        }

        foreach (var key in type.Required.Where(key => action.Configuration[key] is null))
        {
            yield return $"{action.Path}: {type.Provider} needs '{key}' in its configuration.";
        }
    }

    private static IEnumerable<string> Values(ActionParts action)
    {
        foreach (var (key, value) in action.Configuration.Entries)
        {
            if (value is Mapping or Sequence)
            {
                yield return $"{action.Path}: '{key}' must be text.";
            }

            // What is filled in counts as its name does: a guess that is rather long than short.
            if (value.Show().Length > LongestValue)
            {
                yield return Invariant($"{action.Path}: '{key}' has {value.Show().Length:N0} characters, {LongestValue:N0} are allowed.");
            }
        }
    }

    private static IEnumerable<string> Build(Template template, ActionParts action)
    {
        var primary = action.Configuration["PrimarySource"];
        if (primary is null ? action.Inputs.Length > 1 : !action.Inputs.Contains(primary.Show()))
        {
            yield return primary is null
                ? $"{action.Path}: has several inputs, so it needs PrimarySource."
                : $"{action.Path}: PrimarySource '{primary.Show()}' is none of its inputs.";
        }

        if (template.Meant(action.Configuration["ProjectName"]) is { } project && project.Type != "AWS::CodeBuild::Project")
        {
            yield return $"{action.Path}: ProjectName means {project.Id}, which is {project.Type}.";
        }

        if (action.Configuration["EnvironmentVariables"] is { } variables)
        {
            foreach (var fault in Variables(template, variables))
            {
                yield return $"{action.Path}: EnvironmentVariables {fault}.";
            }
        }
    }

    private static IEnumerable<string> Variables(Template template, Node value)
    {
        JsonDocument list;
        string? fault = null;
        try
        {
            list = JsonDocument.Parse(new TemplateResolver(template) { WithHoles = true }.Text(value));
            fault = list.RootElement.ValueKind == JsonValueKind.Array ? null : "is not a list";
        }
        catch (JsonException)
        {
            (list, fault) = (JsonDocument.Parse("[]"), "is not JSON");
        }

        using (list)
        {
            if (fault is not null)
            {
                yield return fault;
                yield break;
            }

            foreach (var one in list.RootElement.EnumerateArray().Select(one => one.Clone()))
            {
                if (Variable(one) is { } wrong)
                {
                    yield return wrong;
                }
            }

            foreach (
                var twice in list
                    .RootElement.EnumerateArray()
                    .Where(one => Variable(one) is null)
                    .GroupBy(one => one.GetProperty("name").GetString())
                    .Where(group => group.Count() > 1)
            )
            {
                yield return $"has {twice.Key} twice";
            }
        }
    }

    private static string? Variable(JsonElement one)
    {
        if (
            one.ValueKind != JsonValueKind.Object
            || !one.TryGetProperty("name", out var name)
            || !one.TryGetProperty("value", out var value)
            || name.ValueKind != JsonValueKind.String
            || value.ValueKind != JsonValueKind.String
            || one.EnumerateObject().Any(part => part.Name is not ("name" or "value" or "type"))
        )
        {
            return $"has an entry that is not of name, value and type: {one.GetRawText().Replace(Wildcard.Hole, '…')}";
        }

        return one.TryGetProperty("type", out var type) && !VariableTypes.Contains(type.ToString())
            ? $"has the type '{type}', which is not one of {string.Join(", ", VariableTypes)}"
            : null;
    }

    private static IEnumerable<string> Source(ActionParts action, ActionType type)
    {
        if (type.Optional.Contains("PollForSourceChanges") && action.Configuration["PollForSourceChanges"].Text() != "false")
        {
            yield return $"{action.Path}: polls for changes; PollForSourceChanges must be false.";
        }

        if (action.Configuration["OutputArtifactFormat"] is Scalar format && format.Text is not ("CODE_ZIP" or "CODEBUILD_CLONE_REF"))
        {
            yield return $"{action.Path}: OutputArtifactFormat '{format.Text}' is neither CODE_ZIP nor CODEBUILD_CLONE_REF.";
        }

        if (action.Configuration["DetectChanges"] is Scalar detect && detect.Text is not ("true" or "false"))
        {
            yield return $"{action.Path}: DetectChanges '{detect.Text}' is neither true nor false.";
        }

        if (
            type.Provider == "GitHub"
            && action.Configuration["OAuthToken"].Show() is var token
            && !token.StartsWith("{{resolve:secretsmanager:", StringComparison.Ordinal)
        )
        {
            yield return $"{action.Path}: OAuthToken must be a dynamic reference to a secret.";
        }
    }

    private static IEnumerable<string> Deployment(ActionParts action)
    {
        if (
            action.Configuration["DeploymentTimeout"] is Scalar timeout
            && (!int.TryParse(timeout.Text, out var minutes) || minutes is < 1 or > 60)
        )
        {
            yield return $"{action.Path}: DeploymentTimeout '{timeout.Text}' is not 1 to 60 minutes.";
        }
    }

    private static IEnumerable<string> Files(ActionParts action) =>
        action
            .Configuration.Entries.Where(entry =>
                entry.Key.EndsWith("Artifact", StringComparison.Ordinal) || entry.Key.EndsWith("ArtifactName", StringComparison.Ordinal)
            )
            .Where(entry => !action.Inputs.Contains(entry.Value.Show()))
            .Select(entry => $"{action.Path}: {entry.Key} '{entry.Value.Show()}' is none of its inputs.");
}
