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

    /// <summary>Whether the caller is named, and not only the account that it is in.</summary>
    public bool Names(string caller) => Principals is { } principals && principals.Any(principal => IsNamed(principal, caller));

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

    private static bool IsPrincipal(string principal, string caller) => IsNamed(principal, caller) || IsAccountOf(principal, caller);

    private static bool IsNamed(string principal, string caller) =>
        principal == "*" || principal == $"AWS:{caller}" || principal == $"Service:{caller}";

    // By its number or as root: everyone in it whom the account itself allows.
    private static bool IsAccountOf(string principal, string caller) =>
        caller.Split(':', 6) is ["arn", var partition, _, _, var account, _]
        && (principal == $"AWS:{account}" || principal == $"AWS:arn:{partition}:iam::{account}:root");

    /// <summary>Part by part, so that a wildcard does not reach from one into the next, but in the last.</summary>
    private static bool MatchesArn(string pattern, string resource)
    {
        var (parts, asked) = (pattern.Split(':', 6), resource.Split(':', 6));
        return pattern == "*"
            || (resource != "*" && parts.Length == asked.Length && parts.Zip(asked).All(pair => Wildcard.Matches(pair.First, pair.Second)));
    }

    // What a variable brings has no wildcards: they would be the caller's.
    private static string Expand(string text, PolicyRequest request) =>
        Variable.Replace(
            text,
            match =>
                match.Groups["key"].Value is "*" or "?" or "$" ? Wildcard.Literal(match.Groups["key"].Value)
                : request.Context.TryGetValue(match.Groups["key"].Value, out var values) && values is [var only] ? Wildcard.Literal(only)
                : match.Groups["otherwise"].Success ? Wildcard.Literal(match.Groups["otherwise"].Value)
                : match.Value
        );
}
