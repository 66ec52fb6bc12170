using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Changes;

/// <summary>What the policies of a template allow that those of another do not.</summary>
internal static class PermissionWidening
{
    private const int MostOfALine = 1000;

    // So that what they are allowed on is not cut off behind them.
    private const int ActionsOfALine = 8;

    /// <param name="before">Null for a stack that is not there yet: then everything is new.</param>
    public static ImmutableArray<string> Of(TemplateMap? before, TemplateMap after)
    {
        var had = PolicyGrant.In(before);
        var has = PolicyGrant.In(after);
        return
        [
            .. has.Where(grant => !grant.IsDeny && !had.Any(old => old.Covers(grant)))
                .GroupBy(grant => (grant.Owner, grant.Policy, grant.Principal, grant.Resource, grant.Condition))
                .SelectMany(group =>
                    group.Select(grant => grant.Action).Chunk(ActionsOfALine).Select(actions => Line(group.First(), [.. actions]))
                ),
            // Whoever was denied may it now.
            .. had.Where(grant => grant.IsDeny && !IsGoneWithIt(before!, after, grant.Owner) && !has.Any(now => now.Covers(grant)))
                .Select(grant => OutsideText.Line(Lifted(grant), MostOfALine)),
        ];
    }

    private static string Line(PolicyGrant grant, ImmutableArray<string> actions) =>
        OutsideText.Line(
            grant.Policy == PolicyGrant.Attached ? $"{grant.Owner} has the policy {grant.Resource}"
                : grant.Policy == PolicyGrant.Given ? $"{grant.Principal} has the policy {grant.Owner}"
                : grant.Policy.Length > 0 ? $"{grant.Owner} {grant.Policy} {grant.Principal}{Where(grant)}"
                : grant.Principal.Length > 0 ? $"{grant.Owner} lets {grant.Principal} {string.Join(", ", actions)}{On(grant)}{Where(grant)}"
                : $"{grant.Owner} may {string.Join(", ", actions)}{On(grant)}{Where(grant)}",
            MostOfALine
        );

    private static string On(PolicyGrant grant) => grant.Resource.Length > 0 ? $" on {grant.Resource}" : "";

    private static string Where(PolicyGrant grant) => grant.Condition.Length > 0 ? $" where {grant.Condition}" : "";

    private static string Lifted(PolicyGrant grant) =>
        grant.Policy == PolicyGrant.Bounded
            ? $"{grant.Owner} is no longer bounded by {grant.Resource}"
            : $"{grant.Owner} no longer denies {grant.Action}{On(grant)}{Where(grant)}";

    // A denial of a role goes with the role; that of a policy beside it is lifted from what stays.
    private static bool IsGoneWithIt(TemplateMap before, TemplateMap after, string owner)
    {
        if (Resource(after, owner) is not null)
        {
            return false;
        }

        var properties = Resource(before, owner)?["Properties"] as TemplateMap;
        string[] subjects =
        [
            .. ((string[])["Bucket", "Roles", "Users", "Groups"])
                .SelectMany(key => PolicyGrant.Items(properties?[key]))
                .Where(subject => Resource(before, subject) is not null),
        ];
        return properties?["PolicyDocument"] is null || (subjects.Length > 0 && subjects.All(subject => Resource(after, subject) is null));
    }

    private static TemplateMap? Resource(TemplateMap? template, string name) =>
        (template?["Resources"] as TemplateMap)?[name] as TemplateMap;
}
