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
    /// <summary>The policy of a grant that another policy is attached.</summary>
    public const string Attached = "attached";

    /// <summary>The policy of a grant that this policy is attached to somebody.</summary>
    public const string Given = "given";

    /// <summary>The policy of a denial that is a permissions boundary.</summary>
    public const string Bounded = "bounded";

    // Of all but some, what is less of one is more of the other.
    private const string AllBut = "all but ";

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
            && !pattern.StartsWith(AllBut, StringComparison.Ordinal)
            && !text.StartsWith(AllBut, StringComparison.Ordinal)
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
                .Select(arn => new PolicyGrant(owner, Attached, IsDeny: false, "", "all that it allows", arn, "")),
            .. ((string[])["Roles", "Users", "Groups"])
                .Where(_ => properties["PolicyDocument"] is not null)
                .SelectMany(key => Items(properties[key]))
                .Select(whom => new PolicyGrant(owner, Given, IsDeny: false, whom, "all that it allows", "", "")),
            // What bounds a role is a denial of all else.
            .. properties["PermissionsBoundary"] is { } boundary
                ? [new PolicyGrant(owner, Bounded, IsDeny: true, "", "all but what it allows", Shown(boundary), "")]
                : Array.Empty<PolicyGrant>(),
        ];
    }

    private static IEnumerable<(string Policy, TemplateMap Document)> Documents(TemplateMap properties)
    {
        foreach (
            var (key, policy) in ((string, string)[])
                [("AssumeRolePolicyDocument", "may be taken by"), ("PolicyDocument", ""), ("RepositoryPolicyText", ""), ("KeyPolicy", "")]
        )
        {
            foreach (var document in Maps(properties[key]))
            {
                yield return (policy, document);
            }
        }

        foreach (var document in Maps(properties["Policies"]).SelectMany(inline => Maps(inline["PolicyDocument"])))
        {
            yield return ("", document);
        }

        if (properties["Statement"] is TemplateMap statement)
        {
            yield return ("", new TemplateMap { { "Statement", statement } });
        }
    }

    private static IEnumerable<TemplateMap> Statements(TemplateMap document) => Maps(document["Statement"]);

    // Both sides of an !If: which of them holds is known to the stack alone.
    private static IEnumerable<TemplateMap> Maps(TemplateNode? node) =>
        node switch
        {
            TemplateList list => list.Items.SelectMany(Maps),
            TemplateMap map when map["Fn::If"] is { } either => Maps(either),
            TemplateMap one => [one],
            _ => [],
        };

    private static IEnumerable<PolicyGrant> Of(string owner, string policy, TemplateMap statement) =>
        from action in Items(statement["Action"]).Concat(Excepted(Items(statement["NotAction"]))).DefaultIfEmpty("*")
        from resource in Items(statement["Resource"]).Concat(Excepted(Items(statement["NotResource"]))).DefaultIfEmpty("")
        from principal in Principals(statement["Principal"]).Concat(Excepted(Principals(statement["NotPrincipal"]))).DefaultIfEmpty("")
        select new PolicyGrant(
            owner,
            policy,
            (statement["Effect"] as TemplateText)?.Value == "Deny",
            principal,
            action,
            resource,
            statement["Condition"] is { } condition ? TemplateDifference.Text(condition) : ""
        );

    private static IEnumerable<string> Excepted(IEnumerable<string> items)
    {
        string[] all = [.. items.Order(StringComparer.Ordinal)];
        return all.Length == 0 ? [] : [AllBut + string.Join(", ", all)];
    }

    private static IEnumerable<string> Principals(TemplateNode? node) =>
        node is TemplateMap { Tag: null } map ? map.SelectMany(kind => Items(kind.Value)) : Items(node);

    /// <summary>The texts of a list, or of one.</summary>
    public static IEnumerable<string> Items(TemplateNode? node) =>
        node switch
        {
            null => [],
            TemplateList { Tag: null } list => list.Items.Select(Shown),
            _ => [Shown(node)],
        };

    private static string Shown(TemplateNode node) => node is TemplateText text ? text.Value : TemplateDifference.Text(node);
}
