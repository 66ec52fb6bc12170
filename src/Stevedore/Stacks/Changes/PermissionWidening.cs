using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Changes;

/// <summary>What the policies of a template allow that those of another do not.</summary>
internal static class PermissionWidening
{
    private const int MostOfALine = 400;

    /// <param name="before">Null for a stack that is not there yet: then everything is new.</param>
    public static ImmutableArray<string> Of(TemplateMap? before, TemplateMap after)
    {
        var had = PolicyGrant.In(before);
        var has = PolicyGrant.In(after);
        return
        [
            .. has.Where(grant => !grant.IsDeny && !had.Any(old => old.Covers(grant)))
                .GroupBy(grant => (grant.Owner, grant.Policy, grant.Principal, grant.Resource, grant.Condition))
                .Select(group => Line(group.First(), [.. group.Select(grant => grant.Action)])),
            // Whoever was denied may it now.
            .. had.Where(grant => grant.IsDeny && IsThere(after, grant.Owner) && !has.Any(now => now.Covers(grant)))
                .Select(grant => OutsideText.Line($"{grant.Owner} no longer denies {grant.Action}{On(grant)}{Where(grant)}", MostOfALine)),
        ];
    }

    private static string Line(PolicyGrant grant, ImmutableArray<string> actions) =>
        OutsideText.Line(
            grant.Policy.Length > 0 && grant.Policy != "attached" ? $"{grant.Owner} {grant.Policy} {grant.Principal}{Where(grant)}"
                : grant.Policy == "attached" ? $"{grant.Owner} has the policy {grant.Resource}"
                : grant.Principal.Length > 0 ? $"{grant.Owner} lets {grant.Principal} {string.Join(", ", actions)}{On(grant)}{Where(grant)}"
                : $"{grant.Owner} may {string.Join(", ", actions)}{On(grant)}{Where(grant)}",
            MostOfALine
        );

    private static string On(PolicyGrant grant) => grant.Resource.Length > 0 ? $" on {grant.Resource}" : "";

    private static string Where(PolicyGrant grant) => grant.Condition.Length > 0 ? $" where {grant.Condition}" : "";

    private static bool IsThere(TemplateMap template, string resource) => (template["Resources"] as TemplateMap)?[resource] is not null;
}
