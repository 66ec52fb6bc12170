using System.Globalization;
using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds the properties of a resource against the model of its type.</summary>
internal sealed partial class PropertyCheck
{
    private readonly Template template;
    private readonly ResourceModel model;
    private readonly List<string> faults = [];

    private PropertyCheck(Template template, ResourceModel model) => (this.template, this.model) = (template, model);

    // Octal, hexadecimal, sexagesimal and shortened numbers, truth in other words: YAML 1.1 gives CloudFormation something else than what stands there.
    [GeneratedRegex(
        @"^([-+]?(0[0-9_]+|0x[0-9a-fA-F_]+|0o[0-7]+|[0-9][0-9_]*_[0-9_]*|[0-9]+\.[0-9]*0|[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+)|[0-9]+(:[0-5]?[0-9])+|~|null|Null|NULL"
            + "|y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ReadOtherwise { get; }

    public static IEnumerable<string> Faults(Template template, Resource resource)
    {
        if (!ResourceModel.All.TryGetValue(resource.Type, out var model))
        {
            return [$"{resource.Path}.Type: '{resource.Type}' is not a type that is known here."];
        }

        var check = new PropertyCheck(template, model);
        check.Members($"{resource.Path}.Properties", resource.Properties, model.Properties);
        return check.faults;
    }

    private void Members(string path, Mapping owner, ImmutableDictionary<string, Property> known)
    {
        foreach (var (name, value) in owner.Entries)
        {
            if (known.TryGetValue(name, out var property))
            {
                Value($"{path}.{name}", value, property.Type);
            }
            else
            {
                faults.Add($"{path}.{name}: there is no such property.");
            }
        }

        foreach (
            var name in known.Where(property => property.Value.Required).Select(property => property.Key).Order(StringComparer.Ordinal)
        )
        {
            if (owner[name] is null or Function { Name: "Ref", Argument: Scalar { Text: "AWS::NoValue" } })
            {
                faults.Add($"{path}.{name}: is missing.");
            }
        }
    }

    private void Value(string path, Node value, PropertyType type)
    {
        switch (type, value)
        {
            case (_, Function function):
                Result(path, function, type);
                break;
            case (PropertyType.AnyOf any, _):
                Any(path, value, any);
                break;
            case (PropertyType.Simple { Name: "json" }, Mapping or Sequence):
                Json(path, value);
                break;
            case (PropertyType.Structure structure, Mapping members):
                Members(path, members, model.Types[structure.Name]);
                break;
            case (PropertyType.MapOf map, Mapping members):
                foreach (var (name, member) in members.Entries)
                {
                    Value($"{path}.{name}", member, map.Element);
                }

                break;
            case (PropertyType.ListOf list, Sequence sequence):
                foreach (var (index, item) in sequence.Items.Index())
                {
                    Value($"{path}[{index}]", item, list.Element);
                }

                break;
            case (PropertyType.Simple or PropertyType.OneOf, Scalar scalar):
                Text(path, scalar, type);
                break;
            default:
                faults.Add($"{path}: must be {Words(type)}, not {Words(value)}.");
                break;
        }
    }

    private void Any(string path, Node value, PropertyType.AnyOf any)
    {
        var before = faults.Count;
        foreach (var type in any.Types)
        {
            faults.RemoveRange(before, faults.Count - before);
            Value(path, value, type);
            if (faults.Count == before)
            {
                return;
            }
        }
    }

    private void Text(string path, Scalar scalar, PropertyType type)
    {
        if (type is PropertyType.OneOf one)
        {
            if (!one.Values.Contains(scalar.Text))
            {
                faults.Add($"{path}: '{scalar.Text}' is not one of {string.Join(", ", one.Values)}.");
            }

            return;
        }

        var fits = ((PropertyType.Simple)type).Name switch
        {
            "integer" => long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "boolean" => scalar.Text is "true" or "false",
            "json" => false,
            _ => true,
        };
        if (!fits)
        {
            faults.Add($"{path}: must be {Words(type)}, not '{scalar.Text}'.");
        }
        else
        {
            Plain(path, scalar);
        }
    }

    private void Plain(string path, Scalar scalar)
    {
        if (scalar.Plain && (scalar.Text.Length == 0 || ReadOtherwise.IsMatch(scalar.Text)))
        {
            faults.Add($"{path}: YAML reads '{scalar.Text}' as something else than this text; it needs quotes.");
        }
    }

    private void Json(string path, Node value)
    {
        switch (value)
        {
            case Scalar scalar:
                Plain(path, scalar);
                break;
            case Sequence sequence:
                foreach (var (index, item) in sequence.Items.Index())
                {
                    Json($"{path}[{index}]", item);
                }

                break;
            case Mapping mapping:
                foreach (var (name, member) in mapping.Entries)
                {
                    Json($"{path}.{name}", member);
                }

                break;
            default:
                break;
        }
    }

    private void Result(string path, Function function, PropertyType type)
    {
        switch (function)
        {
            case { Name: "Fn::If", Argument: Sequence { Items: [_, var met, var unmet] } }:
                Value($"{path}.Fn::If[1]", met, type);
                Value($"{path}.Fn::If[2]", unmet, type);
                break;
            case { Name: "Ref", Argument: Scalar { Text: "AWS::NoValue" } }:
                break;
            case { Name: "Ref", Argument: Scalar name } when template.Parameters[name.Text] is Mapping parameter:
                Parameter(path, name.Text, parameter, type);
                break;
            case { Name: "Ref" or "Fn::Sub" or "Fn::Join" or "Fn::Base64" or "Fn::ImportValue" } when !TakesText(type):
                faults.Add($"{path}: must be {Words(type)}, {function.Name} gives text.");
                break;
            case { Name: "Fn::Split" or "Fn::GetAZs" or "Fn::Cidr" } when !TakesList(type):
                faults.Add($"{path}: must be {Words(type)}, {function.Name} gives a list.");
                break;
            case { Name: "Condition" or "Fn::Equals" or "Fn::Not" or "Fn::And" or "Fn::Or" }:
                faults.Add($"{path}: must be {Words(type)}, {function.Name} gives a condition.");
                break;
            default:
                break;
        }
    }

    private void Parameter(string path, string name, Mapping parameter, PropertyType type)
    {
        var isList =
            parameter["Type"].Text() is { } kind && (kind == "CommaDelimitedList" || kind.Contains("List<", StringComparison.Ordinal));
        if (isList ? !TakesList(type) : !TakesText(type))
        {
            faults.Add($"{path}: must be {Words(type)}, the parameter {name} is {(isList ? "a list" : "text")}.");
        }
        else if (type is PropertyType.OneOf one)
        {
            var values = parameter["AllowedValues"].Elements() is { IsEmpty: false } allowed ? allowed : parameter["Default"].Elements();
            foreach (var value in values.Select(Nodes.Text).Where(value => !one.Values.Contains(value!)))
            {
                faults.Add($"{path}: '{value}' of the parameter {name} is not one of {string.Join(", ", one.Values)}.");
            }
        }
    }

    private static bool TakesText(PropertyType type) =>
        type is PropertyType.Simple { Name: not "json" } or PropertyType.OneOf
        || (type is PropertyType.AnyOf any && any.Types.Any(TakesText));

    private static bool TakesList(PropertyType type) =>
        type is PropertyType.ListOf or PropertyType.Simple { Name: "json" } || (type is PropertyType.AnyOf any && any.Types.Any(TakesList));

    private static string Words(PropertyType type) =>
        type switch
        {
            PropertyType.ListOf => "a list",
            PropertyType.Simple { Name: "integer" } => "a whole number",
            PropertyType.Simple { Name: "boolean" } => "true or false",
            PropertyType.Simple { Name: "string" or "date-time" } or PropertyType.OneOf => "text",
            PropertyType.AnyOf any => string.Join(" or ", any.Types.Select(Words)),
            _ => "a map",
        };

    private static string Words(Node node) =>
        node switch
        {
            Scalar scalar => $"'{scalar.Text}'",
            Sequence => "a list",
            _ => "a map",
        };
}
