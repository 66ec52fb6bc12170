using System.Text.RegularExpressions;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Changes;

/// <summary>What one action of one statement allows, or denies.</summary>
/// <param name="Owner">The resource of the template that says it.</param>
/// <param name="Policy">Which of its policies.</param>
/// <param name="Principal">Whom; empty in a role's own policy.</param>
/// <param name="Action">May hold <c>*</c>.</param>
/// <param name="Resource">As the template has it.</param>
/// <param name="Condition">What limits it; empty for nothing.</param>
internal sealed record PolicyGrant(
    string Owner,
    string Policy,
    bool IsDeny,
    string Principal,
    string Action,
    string Resource,
    string Condition
)
{
    /// <summary>Whether another allows no more than this.</summary>
    public bool Covers(PolicyGrant other) =>
        (Owner, Policy, IsDeny, Principal) == (other.Owner, other.Policy, other.IsDeny, other.Principal)
        && Matches(Action, other.Action, RegexOptions.IgnoreCase)
        && Matches(Resource, other.Resource, RegexOptions.None)
        && (Condition.Length == 0 || Condition == other.Condition);

    private static bool Matches(string pattern, string text, RegexOptions options) =>
        pattern == "*"
        || pattern == text
        || (
            pattern.Contains('*', StringComparison.Ordinal)
            && Regex.IsMatch(
                text,
                $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$",
                options | RegexOptions.CultureInvariant | RegexOptions.Singleline,
                TimeSpan.FromSeconds(1)
            )
        );

    /// <summary>All that the policies of a template say.</summary>
    public static ImmutableArray<PolicyGrant> In(TemplateMap? template) =>
        template?["Resources"] is TemplateMap resources
            ? [.. resources.SelectMany(resource => resource.Value is TemplateMap map ? Of(resource.Key, map) : [])]
            : [];

    private static IEnumerable<PolicyGrant> Of(string owner, TemplateMap resource)
    {
        if (resource["Properties"] is not TemplateMap properties)
        {
            return [];
        }

        return
        [
            .. Documents(properties)
                .SelectMany(found => Statements(found.Document).SelectMany(statement => Of(owner, found.Policy, statement))),
            // What such a policy allows stands elsewhere: that it is attached is all that is known here.
            .. Items(properties["ManagedPolicyArns"])
                .Select(arn => new PolicyGrant(owner, "attached", IsDeny: false, "", "all that it allows", arn, "")),
        ];
    }

    private static IEnumerable<(string Policy, TemplateMap Document)> Documents(TemplateMap properties)
    {
        foreach (
            var (key, policy) in ((string, string)[])
                [("AssumeRolePolicyDocument", "may be taken by"), ("PolicyDocument", ""), ("RepositoryPolicyText", ""), ("KeyPolicy", "")]
        )
        {
            if (properties[key] is TemplateMap document)
            {
                yield return (policy, document);
            }
        }

        foreach (var inline in (properties["Policies"] as TemplateList)?.Items.OfType<TemplateMap>() ?? [])
        {
            if (inline["PolicyDocument"] is TemplateMap document)
            {
                yield return ("", document);
            }
        }

        if (properties["Statement"] is TemplateMap statement)
        {
            yield return ("", new TemplateMap { { "Statement", statement } });
        }
    }

    private static IEnumerable<TemplateMap> Statements(TemplateMap document) =>
        document["Statement"] switch
        {
            TemplateList list => list.Items.OfType<TemplateMap>(),
            TemplateMap one => [one],
            _ => [],
        };

    private static IEnumerable<PolicyGrant> Of(string owner, string policy, TemplateMap statement) =>
        from action in Items(statement["Action"]).Concat(Items(statement["NotAction"]).Select(not => $"all but {not}")).DefaultIfEmpty("*")
        from resource in Items(statement["Resource"])
            .Concat(Items(statement["NotResource"]).Select(not => $"all but {not}"))
            .DefaultIfEmpty("")
        from principal in Principals(statement["Principal"]).DefaultIfEmpty("")
        select new PolicyGrant(
            owner,
            policy,
            (statement["Effect"] as TemplateText)?.Value == "Deny",
            principal,
            action,
            resource,
            statement["Condition"] is { } condition ? TemplateDifference.Text(condition) : ""
        );

    private static IEnumerable<string> Principals(TemplateNode? node) =>
        node is TemplateMap { Tag: null } map ? map.SelectMany(kind => Items(kind.Value)) : Items(node);

    private static IEnumerable<string> Items(TemplateNode? node) =>
        node switch
        {
            null => [],
            TemplateList { Tag: null } list => list.Items.Select(Shown),
            _ => [Shown(node)],
        };

    private static string Shown(TemplateNode node) => node is TemplateText text ? text.Value : TemplateDifference.Text(node);
}
