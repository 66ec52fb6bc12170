using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>Between trees and the types of the settings, by their shape.</summary>
/// <param name="kinds">The kinds of registry that trees may name.</param>
internal sealed class SettingsBinding(KnownKinds kinds)
{
    /// <summary>The tree must have been checked.</summary>
    public StevedoreSettings Bind(SettingNode tree) => (StevedoreSettings)Value(tree, SettingsShapes.Section);

    /// <summary>A registry of a known type.</summary>
    public RegistrySettings Registry(SettingNode node) => (RegistrySettings)Object(node, kinds.Find(node["type"]!.Value)!.Shape);

    /// <summary>What C# set, as a layer like the others; null when it set nothing.</summary>
    public SettingNode? Tree(StevedoreSettings? code) =>
        code is null || Tree(code, SettingsShapes.Section, Origin.Code) is not { Keys.Count: > 0 } tree ? null : tree;

    private object Value(SettingNode node, Shape shape) =>
        shape.Kind switch
        {
            ShapeKind.Text => node.Value!,
            ShapeKind.Flag => node.Kind == JsonValueKind.True,
            ShapeKind.Number => NumberText.Read(node.Value!, shape.Type).Value!,
            ShapeKind.List => List(node, shape.Element!),
            ShapeKind.Map => Map(node, shape),
            ShapeKind.TextOrKeys or ShapeKind.FlagOrKeys when node.Kind != JsonValueKind.Object => Object(
                SettingNode.Object(node.Origin, new() { [shape.Keys[0].Name] = node }),
                shape
            ),
            ShapeKind.Credentials => Credentials(node),
            ShapeKind.Registry => Registry(node),
            _ => Object(node, shape),
        };

    private Array List(SettingNode node, Shape element)
    {
        var list = Array.CreateInstance(element.Type, node.Items.Length);
        for (var i = 0; i < list.Length; i++)
        {
            list.SetValue(Value(node.Items[i], element), i);
        }

        return list;
    }

    private IDictionary Map(SettingNode node, Shape shape)
    {
        var map = (IDictionary)Activator.CreateInstance(shape.Type)!;
        foreach (var (key, child) in node.Keys)
        {
            map.Add(key, Value(child, shape.Element!));
        }

        return map;
    }

    private CredentialSettings Credentials(SettingNode node) =>
        CredentialForm.All.FirstOrDefault(form => node[form.Key] is not null) is { } form
            ? (CredentialSettings)Object(form.IsNested ? node[form.Key]! : node, form.Shape)
            : new DockerConfigCredentialSettings();

    // A record takes its values in its constructor, a class in its properties.
    private object Object(SettingNode node, Shape shape)
    {
        var constructor = shape.Type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        if (constructor.GetParameters() is { Length: > 0 } parameters)
        {
            return constructor.Invoke([
                .. parameters.Select(parameter => Said(shape.Keys.First(key => key.Property!.Name == parameter.Name))),
            ]);
        }

        var bound = Activator.CreateInstance(shape.Type)!;
        // What is not said is left as it is: .NET compiles a stub for each property that is set twice.
        foreach (var key in shape.Keys.Where(key => key.Property!.CanWrite))
        {
            if (Said(key) is { } said)
            {
                key.Property!.SetValue(bound, said);
            }
        }

        return bound;

        object? Said(ShapeKey key) => node[key.Name] is { } said ? Value(said, key.Shape) : null;
    }

    /// <summary>A value of a shape, said in one place.</summary>
    public SettingNode Tree(object value, Shape shape, Origin origin) =>
        shape.Kind switch
        {
            ShapeKind.Text => SettingNode.Text(origin, (string)value),
            ShapeKind.Flag => SettingNode.Flag(origin, (bool)value),
            ShapeKind.Number => SettingNode.Number(origin, Convert.ToString(value, CultureInfo.InvariantCulture)!),
            ShapeKind.List => SettingNode.List(
                origin,
                [.. ((IEnumerable)value).Cast<object>().Select(item => Tree(item, shape.Element!, origin))]
            ),
            ShapeKind.Map => Map((IDictionary)value, shape.Element!, origin),
            ShapeKind.TextOrKeys
            or ShapeKind.FlagOrKeys
                when Keys(value, shape.Keys, origin) is { Keys.Count: 1 } only && only[shape.Keys[0].Name] is { } text => text,
            ShapeKind.Credentials => Credentials((CredentialSettings)value, origin),
            ShapeKind.Registry => Registry((RegistrySettings)value, origin),
            _ => Keys(value, shape.Keys, origin),
        };

    private SettingNode Map(IDictionary map, Shape element, Origin origin)
    {
        var node = SettingNode.Object(origin);
        foreach (DictionaryEntry entry in map)
        {
            node.Keys[(string)entry.Key] = entry.Value is { } value ? Tree(value, element, origin) : SettingNode.Null(origin);
        }

        return node;
    }

    private SettingNode Keys(object value, ImmutableArray<ShapeKey> keys, Origin origin)
    {
        var node = SettingNode.Object(origin);
        foreach (var key in keys)
        {
            if (key.Property!.GetValue(value) is { } said)
            {
                node.Keys[key.Name] = Tree(said, key.Shape, origin);
            }
        }

        return node;
    }

    /// <summary>Where credentials are, said in one place.</summary>
    public SettingNode Credentials(CredentialSettings credentials, Origin origin)
    {
        if (CredentialForm.All.FirstOrDefault(form => form.Shape.Type == credentials.GetType()) is not { } form)
        {
            return SettingNode.Text(
                origin,
                credentials is DockerConfigCredentialSettings ? CredentialForm.DockerConfig : credentials.GetType().Name
            );
        }

        var keys = Keys(credentials, form.Shape.Keys, origin);
        return form.IsNested ? SettingNode.Object(origin, new() { [form.Key] = keys }) : keys;
    }

    // The check of the settings says of a kind that nobody knows what is wrong, in the words that it has for a file.
    private SettingNode Registry(RegistrySettings registry, Origin origin) =>
        kinds.Find(registry.Type) is { } kind && kind.Shape.Type == registry.GetType()
            ? Keys(registry, kind.Shape.Keys, origin)
            : SettingNode.Object(origin, new() { ["type"] = SettingNode.Text(origin, registry.Type) });
}
