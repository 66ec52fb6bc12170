using System.Text.Json;
using Stevedore.Settings.Rules;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>Holds one layer to the shape of the settings, and returns what is sound of it.</summary>
/// <param name="faults">Takes what is not.</param>
/// <param name="types">The type of a registry that a layer names without saying what it is.</param>
internal sealed class ShapeCheck(SettingFaults faults, RegistryTypes types)
{
    public SettingNode? Check(SettingNode? node, Shape shape, string path, ValueRule? rule = null)
    {
        if (node is null or { IsNull: true })
        {
            return null;
        }

        return (shape.Kind, node.Kind) switch
        {
            (ShapeKind.Text, JsonValueKind.String) => Text(node, path, rule),
            (ShapeKind.TextOrKeys, JsonValueKind.String) => Text(node, path, shape.Keys[0].Rule),
            (ShapeKind.Credentials, JsonValueKind.String) => Text(node, path, ValueRule.OneOf(CredentialForm.DockerConfig)),
            (ShapeKind.Number, JsonValueKind.Number) => Number(node, shape, path, rule),
            (ShapeKind.Flag or ShapeKind.FlagOrKeys, JsonValueKind.True or JsonValueKind.False) => node,
            (ShapeKind.List, JsonValueKind.Array) => List(node, shape, path, rule),
            (ShapeKind.Map, JsonValueKind.Object) => Map(node, shape, path, rule),
            (ShapeKind.Keys or ShapeKind.TextOrKeys or ShapeKind.FlagOrKeys, JsonValueKind.Object) => Keys(node, shape.Keys, path),
            (ShapeKind.Credentials, JsonValueKind.Object) => CredentialCheck.Form(faults, Keys(node, shape.Keys, path), path),
            (ShapeKind.Registry, JsonValueKind.Object) => Registry(node, path),
            _ => Wrong(node, shape, path),
        };
    }

    private SettingNode? Number(SettingNode node, Shape shape, string path, ValueRule? rule)
    {
        if (NumberText.Read(node.Value!, shape.Type).Complaint is not { } complaint)
        {
            return Text(node, path, rule);
        }

        faults.Add(node.Origin, path, complaint);
        return null;
    }

    private SettingNode? Text(SettingNode node, string path, ValueRule? rule)
    {
        if (rule?.Value?.Check(node.Value!) is { } complaint)
        {
            faults.Add(node.Origin, path, complaint);
        }

        return node;
    }

    private SettingNode List(SettingNode node, Shape shape, string path, ValueRule? rule)
    {
        if (node.Items.IsEmpty && rule is { NeedsItem: true })
        {
            faults.Add(node.Origin, path, "is empty", "name at least one, or leave the key out");
        }

        var item = shape.Element!;
        var items = node.Items.Select((value, i) => Present(value, item, Invariant($"{path}[{i}]"), rule));
        return SettingNode.List(node.Origin, [.. items.OfType<SettingNode>()]);
    }

    private SettingNode Map(SettingNode node, Shape shape, string path, ValueRule? rule)
    {
        OrderedDictionary<string, SettingNode> sound = [];
        var value = shape.Element!;
        foreach (var (key, child) in node.Keys)
        {
            var childPath = Join(path, key);
            if (rule?.Key?.Check(key) is { } complaint)
            {
                faults.Add(child.Origin, path, complaint);
            }

            if (Present(child, value, childPath, rule) is { } checkedChild)
            {
                sound.Add(key, checkedChild);
            }
        }

        return SettingNode.Object(node.Origin, sound);
    }

    // Null means "not said" for a key that we know; a name of a person's own with nothing behind it is a mistake.
    private SettingNode? Present(SettingNode node, Shape shape, string path, ValueRule? rule) =>
        node.IsNull ? Wrong(node, shape, path) : Check(node, shape, path, rule);

    private SettingNode Keys(SettingNode node, ImmutableArray<ShapeKey> keys, string path)
    {
        OrderedDictionary<string, SettingNode> sound = [];
        foreach (var (name, value) in node.Keys)
        {
            if (keys.FirstOrDefault(key => key.Name == name) is not { } key)
            {
                faults.Add(value.Origin, Join(path, name), "unknown key", Nearest.Hint(name, [.. keys.Select(key => key.Name)]));
            }
            else if (Check(value, key.Shape, Join(path, name), key.Rule) is { } child)
            {
                sound.Add(name, child);
            }
        }

        // Credentials may be spread over layers: whether they are complete is asked of all layers together.
        var missing = keys.Where(key => key.IsRequired && node[key.Name] is null or { IsNull: true });
        foreach (var key in path.Contains(".credentials") ? [] : missing)
        {
            faults.Add(node.Origin, Join(path, key.Name), "missing", "add it");
        }

        return SettingNode.Object(node.Origin, sound);
    }

    private SettingNode Registry(SettingNode node, string path)
    {
        var type = node["type"] is { IsNull: false } own ? own.Value : types.Of(path[(path.LastIndexOf('.') + 1)..]);
        if (node["type"] is { Kind: JsonValueKind.String } said && types.Kinds.Find(type) is null)
        {
            ImmutableArray<string> all = [.. types.Kinds.All.Select(kind => kind.Type)];
            faults.Add(said.Origin, $"{path}.type", $"'{type}' is not a kind of registry", Nearest.Hint(type!, all));
        }

        return Keys(node, types.Kinds.KeysOf(type), path);
    }

    private SettingNode? Wrong(SettingNode node, Shape shape, string path)
    {
        faults.Add(node.Origin, path, WrongType.Of(node, shape));
        return null;
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
