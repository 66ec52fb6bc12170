using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Follows every function of a template: what it names exists, is there when it is needed, and makes no circle; nothing is declared in vain.</summary>
internal sealed partial class ReferenceCheck
{
    private static readonly string[] PseudoParameters =
    [
        "AWS::AccountId",
        "AWS::NotificationARNs",
        "AWS::NoValue",
        "AWS::Partition",
        "AWS::Region",
        "AWS::StackId",
        "AWS::StackName",
        "AWS::URLSuffix",
    ];

    private static readonly ImmutableDictionary<string, (int Least, int Most)> Arguments = ImmutableDictionary<string, (int, int)>
        .Empty.Add("Fn::If", (3, 3))
        .Add("Fn::Equals", (2, 2))
        .Add("Fn::Not", (1, 1))
        .Add("Fn::And", (2, 10))
        .Add("Fn::Or", (2, 10))
        .Add("Fn::Join", (2, 2))
        .Add("Fn::Select", (2, 2))
        .Add("Fn::Split", (2, 2))
        .Add("Fn::FindInMap", (3, 3));

    private static readonly string[] OfOneValue =
    [
        "Ref",
        "Condition",
        "Fn::GetAtt",
        "Fn::Sub",
        "Fn::Base64",
        "Fn::ImportValue",
        "Fn::GetAZs",
    ];

    private readonly Template template;
    private readonly ConditionFacts conditions;
    private readonly List<string> faults = [];
    private readonly HashSet<string> used = [];
    private readonly List<(string From, string To)> edges = [];

    private ReferenceCheck(Template template) => (this.template, conditions) = (template, new(template));

    [GeneratedRegex(@"\$\{(?<name>[^!{}][^{}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Variable { get; }

    public static ImmutableArray<string> Faults(Template template)
    {
        var check = new ReferenceCheck(template);
        foreach (var (name, condition) in template.Conditions.Entries)
        {
            check.Walk($"Conditions.{name}", condition, new($"Conditions.{name}", []));
        }

        foreach (var resource in template.Resources)
        {
            check.Walk(resource);
        }

        foreach (var (name, output) in template.Outputs.Entries)
        {
            var path = $"Outputs.{name}";
            var condition = output.Map()["Condition"].Text();
            check.Walk(path, output, new(path, condition is null ? [] : [(condition, true)]));
            check.Named(path, condition);
        }

        check.Walk("Rules", template.Root["Rules"].Map(), new("Rules", []));
        check.Unused();
        return [.. check.faults, .. CircleCheck.Faults(check.edges)];
    }

    /// <param name="Owner">A resource's name, or another section's path, where no resource may be named but in outputs.</param>
    /// <param name="Facts">The conditions known to be met or not where the walk stands.</param>
    private sealed record Scope(string Owner, ImmutableArray<(string Condition, bool Met)> Facts)
    {
        public bool AllowsResources => !Owner.StartsWith("Conditions.", StringComparison.Ordinal) && Owner != "Rules";
    }

    private void Walk(Resource resource)
    {
        var scope = new Scope(resource.Id, resource.Condition is { } condition ? [(condition, true)] : []);
        Named(resource.Path, resource.Condition);
        foreach (var needed in resource.DependsOn)
        {
            if (template.Resource(needed.Show()) is null)
            {
                faults.Add($"{resource.Path}.DependsOn: there is no resource '{needed.Show()}'.");
            }

            edges.Add((resource.Id, needed.Show()));
        }

        foreach (var (key, value) in resource.Body.Entries.Where(entry => entry.Key is not ("DependsOn" or "Condition" or "Type")))
        {
            Walk($"{resource.Path}.{key}", value, scope);
        }
    }

    private void Walk(string path, Node node, Scope scope)
    {
        switch (node)
        {
            case Function function:
                Call(path, function, scope);
                break;
            case Mapping mapping:
                foreach (var (key, value) in mapping.Entries)
                {
                    Walk($"{path}.{key}", value, scope);
                }

                break;
            case Sequence sequence:
                foreach (var (index, item) in sequence.Items.Index())
                {
                    Walk($"{path}[{index}]", item, scope);
                }

                break;
            case Scalar scalar:
                Forgotten(path, scalar.Text);
                break;
            default:
                break;
        }
    }

    // A Sub that was left out leaves the braces in the value.
    private void Forgotten(string path, string text)
    {
        foreach (Match match in Variable.Matches(text))
        {
            var name = match.Groups["name"].Value.Split('.')[0];
            if (PseudoParameters.Contains(name) || template.Parameters[name] is not null || template.Resource(name) is not null)
            {
                faults.Add($"{path}: {match.Value} stands in text that no Fn::Sub reads.");
            }
        }
    }

    private void Call(string path, Function function, Scope scope)
    {
        if (Arguments.TryGetValue(function.Name, out var count))
        {
            if (
                function.Argument is not Sequence { Items: var arguments }
                || arguments.Length < count.Least
                || arguments.Length > count.Most
            )
            {
                faults.Add(
                    $"{path}: {function.Name} takes {(count.Least == count.Most ? count.Least : $"{count.Least} to {count.Most}")} values."
                );
                return;
            }
        }
        else if (!OfOneValue.Contains(function.Name))
        {
            faults.Add($"{path}: there is no function {function.Name}.");
            return;
        }

        switch (function)
        {
            case { Name: "Ref" }:
                Refer(path, "Ref", function.Argument.Show(), scope);
                break;
            case { Name: "Fn::GetAtt", Argument: Sequence { Items: [Scalar resource, var attribute] } }:
                GetAttribute(path, "Fn::GetAtt", resource.Text, attribute.Show(), scope);
                break;
            case { Name: "Fn::GetAtt" }:
                faults.Add($"{path}: Fn::GetAtt takes a resource and an attribute.");
                break;
            case { Name: "Fn::Sub" }:
                Substitute(path, function.Argument, scope);
                break;
            case { Name: "Condition" }:
                edges.Add((scope.Owner, $"Conditions.{function.Argument.Show()}"));
                Named(path, function.Argument.Show());
                break;
            case { Name: "Fn::If", Argument: Sequence { Items: [var condition, var met, var unmet] } }:
                Named(path, condition.Show());
                Walk($"{path}.Fn::If[1]", met, scope with { Facts = scope.Facts.Add((condition.Show(), true)) });
                Walk($"{path}.Fn::If[2]", unmet, scope with { Facts = scope.Facts.Add((condition.Show(), false)) });
                break;
            case { Name: "Fn::FindInMap", Argument: Sequence { Items: [var map, var first, var second] } }:
                Find(path, map.Show(), first, second);
                Walk(path, first, scope);
                Walk(path, second, scope);
                break;
            default:
                Walk($"{path}.{function.Name}", function.Argument, scope);
                break;
        }
    }

    private void Substitute(string path, Node argument, Scope scope)
    {
        var (text, given) = argument switch
        {
            Scalar scalar => (scalar.Text, Mapping.Empty),
            Sequence { Items: [Scalar scalar, Mapping own] } => (scalar.Text, own),
            _ => ("", null),
        };
        if (given is null)
        {
            faults.Add($"{path}: Fn::Sub takes text, or text and a map.");
            return;
        }

        Walk(path, given, scope);
        var names = Variable.Matches(text).Select(match => match.Groups["name"].Value).ToHashSet();
        if (names.Count == 0)
        {
            faults.Add($"{path}: Fn::Sub has nothing to replace in '{text}'.");
        }

        foreach (var name in given.Keys.Except(names))
        {
            faults.Add($"{path}: Fn::Sub is given '{name}', which its text does not use.");
        }

        foreach (var name in names.Except(given.Keys))
        {
            if (name.Split('.', 2) is [var resource, var attribute])
            {
                GetAttribute(path, "Fn::Sub", resource, attribute, scope);
            }
            else
            {
                Refer(path, "Fn::Sub", name, scope);
            }
        }
    }

    private void Refer(string path, string function, string name, Scope scope)
    {
        if (template.Parameters[name] is not null)
        {
            used.Add($"Parameters.{name}");
        }
        else if (template.Resource(name) is { } resource)
        {
            Need(path, function, resource, scope);
        }
        else if (!PseudoParameters.Contains(name))
        {
            faults.Add($"{path}: {function} names '{name}', which is neither a parameter nor a resource.");
        }
    }

    private void GetAttribute(string path, string function, string name, string attribute, Scope scope)
    {
        if (template.Resource(name) is not { } resource)
        {
            faults.Add($"{path}: {function} names '{name}', which is no resource.");
            return;
        }

        Need(path, function, resource, scope);
        if (ResourceModel.All.TryGetValue(resource.Type, out var model) && !model.Attributes.Contains(attribute))
        {
            var known = model.Attributes.Count == 0 ? "no attribute" : string.Join(", ", model.Attributes.Order(StringComparer.Ordinal));
            faults.Add($"{path}: {function} names {name}.{attribute}; {resource.Type} has {known}.");
        }
    }

    private void Need(string path, string function, Resource resource, Scope scope)
    {
        if (!scope.AllowsResources)
        {
            faults.Add($"{path}: {function} names the resource '{resource.Id}', of which nothing is known here.");
        }
        else if (resource.Condition is { } condition && !conditions.Imply(scope.Facts, condition))
        {
            faults.Add($"{path}: {function} names '{resource.Id}', which is there only if {condition}.");
        }

        edges.Add((scope.Owner, resource.Id));
    }

    private void Named(string path, string? condition)
    {
        if (condition is null)
        {
            return;
        }

        used.Add($"Conditions.{condition}");
        if (template.Conditions[condition] is null)
        {
            faults.Add($"{path}: there is no condition '{condition}'.");
        }
    }

    private void Find(string path, string name, Node first, Node second)
    {
        used.Add($"Mappings.{name}");
        if (template.Mappings[name] is not { } map)
        {
            faults.Add($"{path}: there is no mapping '{name}'.");
            return;
        }

        foreach (var key in Keys(first).Where(key => map.Map()[key] is null))
        {
            faults.Add($"{path}: the mapping {name} has no '{key}'.");
        }

        foreach (var inner in map.Map().Entries)
        {
            foreach (var key in Keys(second).Where(key => inner.Value.Map()[key] is null))
            {
                faults.Add($"{path}: the mapping {name} has no '{key}' in '{inner.Key}'.");
            }
        }
    }

    private IEnumerable<string> Keys(Node node) =>
        node switch
        {
            Scalar scalar => [scalar.Text],
            Function { Name: "Ref", Argument: Scalar name } => template
                .Parameters[name.Text]
                .Map()["AllowedValues"]
                .Elements()
                .Select(value => value.Show()),
            _ => [],
        };

    private void Unused()
    {
        foreach (
            var (section, entries) in new[]
            {
                ("Parameters", template.Parameters),
                ("Mappings", template.Mappings),
                ("Conditions", template.Conditions),
            }
        )
        {
            faults.AddRange(
                entries.Keys.Where(name => !used.Contains($"{section}.{name}")).Select(name => $"{section}.{name}: nothing uses it.")
            );
        }
    }
}
