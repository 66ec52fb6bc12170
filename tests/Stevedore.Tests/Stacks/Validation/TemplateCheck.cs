using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds a template against what CloudFormation knows: sections, types, properties, references, limits.</summary>
internal static partial class TemplateCheck
{
    private static readonly string[] Sections =
    [
        "AWSTemplateFormatVersion",
        "Description",
        "Metadata",
        "Parameters",
        "Rules",
        "Mappings",
        "Conditions",
        "Transform",
        "Resources",
        "Outputs",
    ];

    private static readonly string[] ResourceKeys =
    [
        "Type",
        "Properties",
        "DependsOn",
        "Condition",
        "DeletionPolicy",
        "UpdateReplacePolicy",
        "Metadata",
        "CreationPolicy",
        "UpdatePolicy",
    ];

    private static readonly string[] ParameterKeys =
    [
        "Type",
        "Default",
        "AllowedValues",
        "AllowedPattern",
        "ConstraintDescription",
        "Description",
        "MinLength",
        "MaxLength",
        "MinValue",
        "MaxValue",
        "NoEcho",
    ];

    // Every type that a template here needs; one of AWS's own (AWS::EC2::VPC::Id) is checked by CloudFormation when the stack is made.
    [GeneratedRegex(
        @"^(String|Number|List<Number>|CommaDelimitedList|(List<)?AWS::[A-Za-z0-9:]+>?|AWS::SSM::Parameter::Value<[^<>]+(<[^<>]+>)?>)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ParameterType { get; }

    [GeneratedRegex("^[A-Za-z0-9]{1,255}$", RegexOptions.None, 1000)]
    private static partial Regex LogicalId { get; }

    /// <returns>In the order of the checks, each beginning with the place; empty when there are none.</returns>
    public static ImmutableArray<string> Faults(Template template) =>
        [
            .. template.ReadingFaults,
            .. Limits(template),
            .. Outline(template),
            .. template.Parameters.Entries.SelectMany(parameter => Parameter($"Parameters.{parameter.Key}", parameter.Value.Map())),
            .. template.Resources.SelectMany(ResourceBody),
            .. template.Resources.SelectMany(resource => PropertyCheck.Faults(template, resource)),
            .. Outputs(template),
            .. ReferenceCheck.Faults(template),
        ];

    private static IEnumerable<string> Limits(Template template)
    {
        if (template.Bytes > Template.MaximumBytes)
        {
            yield return Invariant($"The template has {template.Bytes:N0} bytes, {Template.MaximumBytes:N0} are allowed.");
        }

        foreach (
            var (section, most) in new[]
            {
                (template.Parameters, ("Parameters", 200)),
                (template.Mappings, ("Mappings", 200)),
                (template.Root["Resources"].Map(), ("Resources", 500)),
                (template.Outputs, ("Outputs", 200)),
            }
        )
        {
            if (section.Entries.Length > most.Item2)
            {
                yield return $"{most.Item1}: {section.Entries.Length} are more than {most.Item2}.";
            }

            foreach (var id in section.Keys.Where(id => !LogicalId.IsMatch(id)))
            {
                yield return $"{most.Item1}.{id}: a name has letters and digits only, at most 255.";
            }
        }
    }

    private static IEnumerable<string> Outline(Template template)
    {
        foreach (var section in template.Root.Keys.Except(Sections))
        {
            yield return $"{section}: there is no such section.";
        }

        if (template.Root["AWSTemplateFormatVersion"].Text() != "2010-09-09")
        {
            yield return "AWSTemplateFormatVersion: must be 2010-09-09.";
        }

        if (template.Root["Description"].Text() is { } description && Encoding.UTF8.GetByteCount(description) > 1024)
        {
            yield return "Description: has more than 1,024 bytes.";
        }

        if (template.Resources.IsEmpty)
        {
            yield return "Resources: there are none.";
        }
    }

    private static IEnumerable<string> Parameter(string path, Mapping parameter)
    {
        foreach (var key in parameter.Keys.Except(ParameterKeys))
        {
            yield return $"{path}.{key}: there is no such key.";
        }

        if (!ParameterType.IsMatch(parameter["Type"].Text() ?? ""))
        {
            yield return $"{path}.Type: '{parameter["Type"].Show()}' is not a type of parameters.";
        }

        var given = parameter["Default"].Text();
        if (parameter["NoEcho"].Text() is "true" && given is { Length: > 0 })
        {
            yield return $"{path}.Default: a secret must not stand in a template.";
        }

        if (given is null)
        {
            yield break;
        }

        var allowed = parameter["AllowedValues"].Elements().Select(value => value.Text()).ToArray();
        if (allowed.Length > 0 && !allowed.Contains(given))
        {
            yield return $"{path}.Default: '{given}' is not one of {string.Join(", ", allowed)}.";
        }

        if (parameter["AllowedPattern"].Text() is { } pattern && !Matches(given, pattern))
        {
            yield return $"{path}.Default: '{given}' does not match {pattern}.";
        }

        if (Number(parameter["MinLength"]) > given.Length || Number(parameter["MaxLength"]) < given.Length)
        {
            yield return $"{path}.Default: '{given}' is too short or too long.";
        }
    }

    // CloudFormation holds the whole value against the pattern.
    private static bool Matches(string value, string pattern) =>
        Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static int? Number(Node? node) => int.TryParse(node.Text(), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<string> ResourceBody(Resource resource)
    {
        foreach (var key in resource.Body.Keys.Except(ResourceKeys))
        {
            yield return $"{resource.Path}.{key}: there is no such key.";
        }

        string[] policies = ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"];
        if (resource.Body["DeletionPolicy"] is { } deletion && !policies.Contains(deletion.Text()))
        {
            yield return $"{resource.Path}.DeletionPolicy: '{deletion.Show()}' is not one of {string.Join(", ", policies)}.";
        }

        policies = ["Delete", "Retain", "Snapshot"];
        if (resource.Body["UpdateReplacePolicy"] is { } replacement && !policies.Contains(replacement.Text()))
        {
            yield return $"{resource.Path}.UpdateReplacePolicy: '{replacement.Show()}' is not one of {string.Join(", ", policies)}.";
        }
    }

    private static IEnumerable<string> Outputs(Template template)
    {
        foreach (var (name, value) in template.Outputs.Entries)
        {
            var output = value.Map();
            foreach (var key in output.Keys.Except(["Description", "Value", "Export", "Condition"]))
            {
                yield return $"Outputs.{name}.{key}: there is no such key.";
            }

            if (output["Value"] is null)
            {
                yield return $"Outputs.{name}: has no Value.";
            }

            if (output["Export"] is { } export && export.Map() is not { Entries: [{ Key: "Name" }] })
            {
                yield return $"Outputs.{name}.Export: must have a Name and nothing else.";
            }
        }

        var exports = template.Outputs.Entries.Where(output => output.Value.Map()["Export"] is not null);
        foreach (
            var twice in exports.GroupBy(output => output.Value.Map()["Export"].Map()["Name"].Show()).Where(group => group.Count() > 1)
        )
        {
            yield return $"Outputs: {string.Join(" and ", twice.Select(output => output.Key))} export the same name '{twice.Key}'.";
        }
    }
}
