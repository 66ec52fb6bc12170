using System.Globalization;
using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>The settings among the environment variables: <c>STEVEDORE__IMAGES__WEB__PLATFORMS</c>.</summary>
/// <param name="faults">Takes variables that name no setting.</param>
/// <param name="below">The layers below, which know the names of images and registries.</param>
/// <param name="types">What kind each registry is.</param>
internal sealed class EnvironmentLayer(SettingFaults faults, SettingNode below, RegistryTypes types)
{
    private const string Separator = "__";
    private const string Prefix = "STEVEDORE__";
    private readonly Dictionary<string, (string Variable, string Text)> set = new(StringComparer.Ordinal);

    public static bool IsIn(IReadOnlyDictionary<string, string> environment) => environment.Keys.Any(IsSetting);

    /// <summary>The first key that a variable names; null where it is no setting.</summary>
    public static string? Key(string variable) => IsSetting(variable) ? variable[Prefix.Length..].Split(Separator)[0] : null;

    public SettingNode Read(IReadOnlyDictionary<string, string> environment)
    {
        var layer = SettingNode.Object(Origin.Named("STEVEDORE__*"));
        var variables = environment.Keys.Where(IsSetting);
        // What sets a whole comes before what sets a part of it.
        foreach (var variable in variables.OrderBy(name => name.Split(Separator).Length).ThenBy(name => name, StringComparer.Ordinal))
        {
            // Empty is how a build service passes on what nobody filled in.
            if (environment[variable].Trim() is { Length: > 0 } text)
            {
                Place(layer, variable, text);
            }
        }

        return layer;
    }

    private static bool IsSetting(string variable) => variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private void Place(SettingNode layer, string variable, string text)
    {
        var origin = Origin.Named(variable);
        if (Way(origin, variable) is not { IsEmpty: false } way)
        {
            return;
        }

        var at = layer;
        foreach (var (name, _) in way[..^1])
        {
            at = at.Child(name, origin);
            if (at.Kind != JsonValueKind.Object)
            {
                faults.Add(origin, "", $"'{name}' is set by another variable as a whole", "keep one of them");
                return;
            }
        }

        var path = string.Join('.', way.Select(step => step.Name));
        if (set.TryGetValue(path, out var other) && other.Text != text)
        {
            faults.Add(origin, "", $"{other.Variable} sets {path} as well, to something else", "keep one of them");
            return;
        }

        set[path] = (variable, text);
        at.Keys[way[^1].Name] = Value(origin, text, way[^1].Shape);
    }

    /// <summary>The keys that a variable names, one below the other; empty, and a fault, when one of them is unknown.</summary>
    private ImmutableArray<(string Name, Shape Shape)> Way(Origin origin, string variable)
    {
        var segments = variable[Prefix.Length..].Split(Separator);
        var way = ImmutableArray.CreateBuilder<(string Name, Shape Shape)>();
        var (known, shape, path) = ((SettingNode?)below, SettingsShapes.Section, "");
        foreach (var segment in segments)
        {
            var names = Names(shape, known, path);
            var meant = VariableNames.Meant(segment, names);
            if (meant.Length > 1)
            {
                Ambiguous(origin, variable, segments[..way.Count], segment, meant);
                return [];
            }

            if (Step(shape, path, meant.FirstOrDefault(), segment) is not { } step)
            {
                Unknown(origin, variable, segments[..way.Count], segment, names);
                return [];
            }

            way.Add(step);
            known = known?[step.Name];
            (path, shape) = (path.Length == 0 ? step.Name : $"{path}.{step.Name}", step.Shape);
        }

        return way.ToImmutable();
    }

    private (string Name, Shape Shape)? Step(Shape shape, string path, string? meant, string segment)
    {
        if (shape.Kind == ShapeKind.Map)
        {
            var isNamedElsewhere = path is "images" or "registries";
            var name = meant ?? (isNamedElsewhere || segment.Length == 0 ? null : segment);
            return name is null ? null : (name, shape.Element!);
        }

        return KeysOf(shape, path).FirstOrDefault(key => key.Name == meant) is { } found ? (found.Name, found.Shape) : null;
    }

    private ImmutableArray<string> Names(Shape shape, SettingNode? known, string path) =>
        shape.Kind == ShapeKind.Map ? [.. known?.Keys.Keys.AsEnumerable() ?? []] : [.. KeysOf(shape, path).Select(key => key.Name)];

    private ImmutableArray<ShapeKey> KeysOf(Shape shape, string path) =>
        shape.Kind switch
        {
            ShapeKind.Registry => types.Kinds.KeysOf(types.Of(path["registries.".Length..])),
            ShapeKind.TextOrKeys or ShapeKind.FlagOrKeys => [],
            _ => shape.Keys,
        };

    private void Ambiguous(Origin origin, string variable, string[] before, string segment, ImmutableArray<string> meant)
    {
        var path = variable[..Prefix.Length] + string.Concat(before.Select(part => part + Separator));
        var spelled = meant.Select(VariableNames.Spelled).Distinct().ToArray();
        faults.Add(
            origin,
            "",
            $"'{segment}' may be {string.Join(" or ", meant.Select(name => $"'{name}'"))}",
            spelled.Length == meant.Length
                ? $"write {string.Join(" or ", spelled.Select(name => path + name))}"
                : "rename one of them, or set it in the file"
        );
    }

    private void Unknown(Origin origin, string variable, string[] before, string segment, ImmutableArray<string> names)
    {
        var path = string.Concat(before.Select(part => part + Separator));
        var hint =
            names.IsEmpty ? "nothing can stand below it; set it as a whole"
            : Nearest.Of(segment, names) is { } near ? $"did you mean {variable[..Prefix.Length]}{path}{near.ToUpperInvariant()}?"
            : Nearest.Choices([.. names.Select(name => name.ToUpperInvariant())]);
        faults.Add(origin, "", $"'{segment}' is not a setting", hint);
    }

    private SettingNode Value(Origin origin, string text, Shape shape) =>
        shape.Kind switch
        {
            ShapeKind.Flag when bool.TryParse(text, out var flag) => SettingNode.Flag(origin, flag),
            ShapeKind.Flag when text is "1" or "0" => SettingNode.Flag(origin, text == "1"),
            ShapeKind.Number when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => SettingNode.Number(
                origin,
                text
            ),
            ShapeKind.List when text[0] != '[' => Commas(origin, text),
            ShapeKind.List => Json(origin, text),
            ShapeKind.Text => SettingNode.Text(origin, text),
            _ => text[0] == '{' ? Json(origin, text) : SettingNode.Text(origin, text),
        };

    public static SettingNode Commas(Origin origin, string text) =>
        SettingNode.Texts(origin, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private SettingNode Json(Origin origin, string text) => JsonText.Read(text, _ => origin, faults) ?? SettingNode.Null(origin);
}
