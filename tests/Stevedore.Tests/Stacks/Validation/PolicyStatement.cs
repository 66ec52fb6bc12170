using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>A statement whose functions have their values.</summary>
/// <param name="Name">Its Sid, or where it stands.</param>
/// <param name="Principals">As <c>Service:name</c>, <c>AWS:arn</c> or <c>*</c>; null in a role's own policy.</param>
/// <param name="Resources">Null where a policy's resource is the one that it belongs to.</param>
internal sealed partial record PolicyStatement(
    string Name,
    bool IsAllow,
    ImmutableArray<string>? Principals,
    ImmutableArray<string> Actions,
    ImmutableArray<string>? Resources,
    ImmutableArray<PolicyCondition> Conditions
)
{
    [GeneratedRegex(@"\$\{(?<key>[^{},]*)(,\s*'(?<otherwise>[^']*)')?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable { get; }

    /// <summary>What a role's inline policies and the policies attached to it in the template say.</summary>
    public static ImmutableArray<PolicyStatement> OfRole(Template template, string role, TemplateResolver resolver) =>
        [
            .. PolicyDocument
                .In(template)
                .Where(document => document.Kind == PolicyKind.Identity && IsOf(template, document, role))
                .SelectMany(document => In(document, resolver)),
        ];

    public static ImmutableArray<PolicyStatement> TrustOf(Template template, string role, TemplateResolver resolver) =>
        [
            .. PolicyDocument
                .In(template)
                .Where(document => document.Kind == PolicyKind.Trust && document.Owner.Id == role)
                .SelectMany(document => In(document, resolver)),
        ];

    /// <summary>What a resource's own policy says.</summary>
    /// <param name="owner">The resource in the template that carries the policy: the bucket's policy, not the bucket.</param>
    public static ImmutableArray<PolicyStatement> OfResource(Template template, string owner, TemplateResolver resolver) =>
        [
            .. PolicyDocument
                .In(template)
                .Where(document =>
                    document.Kind is PolicyKind.Resource or PolicyKind.Repository or PolicyKind.Key && document.Owner.Id == owner
                )
                .SelectMany(document => In(document, resolver)),
        ];

    public static ImmutableArray<PolicyStatement> In(PolicyDocument document, TemplateResolver resolver) =>
        [
            .. resolver
                .Resolve(document.Body)
                .Map()["Statement"]
                .Elements()
                .Select((statement, index) => Read($"{document.Path}.Statement[{index}]", statement.Map())),
        ];

    public bool Matches(PolicyRequest request) =>
        Actions.Any(action => Wildcard.Matches(action, request.Action, ignoreCase: true))
        && (Resources is not { } resources || resources.Any(resource => MatchesArn(Expand(resource, request), request.Resource)))
        && (Principals is not { } principals || principals.Any(principal => IsPrincipal(principal, request.Principal)))
        && Conditions.All(condition => condition.IsMet(request, value => Expand(value, request)));

    private static bool IsOf(Template template, PolicyDocument document, string role) =>
        document.Owner.Id == role
        || document.Owner.Properties["Roles"].Elements().Any(attached => template.Meant(attached)?.Id == role)
        || template
            .Resource(role)
            ?.Properties["ManagedPolicyArns"]
            .Elements()
            .Any(attached => template.Meant(attached)?.Id == document.Owner.Id)
            is true;

    private static PolicyStatement Read(string path, Mapping body) =>
        new(
            body["Sid"].Text() ?? path,
            body["Effect"].Text() == "Allow",
            body["Principal"] is { } principal ? PrincipalsOf(principal) : null,
            Texts(body["Action"]),
            body["Resource"] is { } resource ? Texts(resource) : null,
            PolicyCondition.In(body["Condition"].Map())
        );

    private static ImmutableArray<string> PrincipalsOf(Node principal) =>
        principal is Mapping kinds
            ? [.. kinds.Entries.SelectMany(kind => Texts(kind.Value).Select(one => one == "*" ? one : $"{kind.Key}:{one}"))]
            : [principal.Show()];

    private static ImmutableArray<string> Texts(Node? node) => [.. node.Elements().Select(one => one.Show())];

    private static bool IsPrincipal(string principal, string caller)
    {
        if (principal == "*")
        {
            return true;
        }

        var (kind, name) = principal.Split(':', 2) is [var first, var second] ? (first, second) : ("", principal);
        if (kind == "Service" || !caller.StartsWith("arn:", StringComparison.Ordinal))
        {
            return kind == "Service" && name == caller;
        }

        // An account, by its number or as root, means everyone in it whom that account allows.
        var account = caller.Split(':')[4];
        return name == caller || name == account || (name.EndsWith(":root", StringComparison.Ordinal) && name.Split(':')[4] == account);
    }

    /// <summary>Part by part, so that a wildcard does not reach from one into the next, but in the last.</summary>
    private static bool MatchesArn(string pattern, string resource)
    {
        if (pattern == "*" || resource == "*")
        {
            return pattern == resource || pattern == "*";
        }

        var (parts, asked) = (pattern.Split(':', 6), resource.Split(':', 6));
        return parts.Length == asked.Length && parts.Zip(asked).All(pair => Wildcard.Matches(pair.First, pair.Second));
    }

    // What a variable is worth has no wildcards: these would be someone else's.
    private static string Expand(string text, PolicyRequest request) =>
        Variable.Replace(
            text,
            match =>
                match.Groups["key"].Value is "*" or "?" or "$" ? match.Value
                : request.Context.TryGetValue(match.Groups["key"].Value, out var values) && values is [var only] ? only
                : match.Groups["otherwise"].Success ? match.Groups["otherwise"].Value
                : match.Value
        );
}
