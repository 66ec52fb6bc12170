using System.Text.Json;

namespace Stevedore.Tests.Stacks.Validation;

/// <param name="Resources">The types of resources that the action can be narrowed to; empty when it takes <c>*</c> only.</param>
/// <param name="Keys">The condition keys of the action, those of its resources too.</param>
internal sealed record PolicyAction(string Name, ImmutableArray<string> Resources, ImmutableArray<string> Keys);

/// <summary>What IAM knows of the services that pipelines use, as <c>Models/read-models.mjs</c> read it.</summary>
/// <param name="Arns">Of each type of resource, with <c>${…}</c> for what is not fixed.</param>
internal sealed record PolicyModel(ImmutableDictionary<string, string> Arns, ImmutableDictionary<string, PolicyAction> Actions)
{
    private static readonly StringComparer AnyCase = StringComparer.OrdinalIgnoreCase;

    private static readonly Lazy<(ImmutableDictionary<string, PolicyModel> Services, ImmutableDictionary<string, string> Keys)> Models =
        new(Read);

    /// <summary>By the prefix of their actions.</summary>
    public static ImmutableDictionary<string, PolicyModel> Services => Models.Value.Services;

    /// <summary>The type of a condition key; null when nothing is known of it.</summary>
    public static string? TypeOf(string key) =>
        Models.Value.Keys.FirstOrDefault(known => IsKey(known.Key, key)) is { Key: not null } found ? found.Value : null;

    /// <returns>Null when there is no such action.</returns>
    public static PolicyAction? Action(string name) =>
        name.Split(':') is [var service, var action] && Services.TryGetValue(service, out var model)
            ? model.Actions.GetValueOrDefault(action)
            : null;

    /// <summary>The known actions that a name with wildcards means.</summary>
    public static IEnumerable<string> Matching(string pattern) =>
        pattern.Split(':') is [var service, var action] && Services.TryGetValue(service, out var model)
            ? model.Actions.Keys.Where(known => Wildcard.Matches(action, known, ignoreCase: true)).Select(known => $"{service}:{known}")
            : [];

    /// <summary>Whether every action's request carries the key.</summary>
    public static bool IsGlobal(string key) =>
        key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        && TypeOf(key) is not null
        && !new[] { "aws:RequestTag/", "aws:ResourceTag/", "aws:TagKeys" }.Any(own =>
            key.StartsWith(own, StringComparison.OrdinalIgnoreCase)
        );

    /// <param name="known">May end in what a person fills in, as in <c>aws:ResourceTag/${TagKey}</c>.</param>
    public static bool IsKey(string known, string key)
    {
        var open = new[] { "${", "<", "tag-key" }
            .Select(mark => known.IndexOf(mark, StringComparison.Ordinal))
            .Where(at => at > 0)
            .ToArray();
        return open.Length == 0
            ? known.Equals(key, StringComparison.OrdinalIgnoreCase)
            : key.Length > open[0] && key.StartsWith(known[..open[0]], StringComparison.OrdinalIgnoreCase);
    }

    private static (ImmutableDictionary<string, PolicyModel>, ImmutableDictionary<string, string>) Read()
    {
        using var model = ModelFile.Read("iam.json");
        var services = model.RootElement.EnumerateObject().Where(part => part.Name is not ("sources" or "global")).ToArray();
        var keys = ImmutableDictionary.CreateBuilder<string, string>(AnyCase);
        foreach (
            var key in services
                .SelectMany(service => service.Value.GetProperty("keys").EnumerateObject())
                .Concat(model.RootElement.GetProperty("global").EnumerateObject())
        )
        {
            keys[key.Name] = key.Value.GetString()!;
        }

        return (services.ToImmutableDictionary(service => service.Name, service => Read(service.Value)), keys.ToImmutable());
    }

    private static PolicyModel Read(JsonElement service)
    {
        var resources = service.GetProperty("resources").EnumerateObject().ToArray();
        var keys = resources.ToDictionary(resource => resource.Name, resource => Texts(resource.Value)[1..]);
        return new(
            resources.ToImmutableDictionary(resource => resource.Name, resource => resource.Value[0].GetString()!),
            service
                .GetProperty("actions")
                .EnumerateObject()
                .Select(action => (action.Name, Resources: Texts(action.Value[0]), Keys: Texts(action.Value[1])))
                .Select(action => new PolicyAction(
                    action.Name,
                    action.Resources,
                    [.. action.Keys.Concat(action.Resources.SelectMany(resource => keys[resource])).Distinct(AnyCase)]
                ))
                .ToImmutableDictionary(action => action.Name, AnyCase)
        );
    }

    private static ImmutableArray<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
