namespace Stevedore.Tests.Stacks.Validation;

/// <summary>A call as IAM sees it.</summary>
/// <param name="Action">Such as <c>ecr:PutImage</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> where an action has no resource.</param>
internal sealed record PolicyRequest(string Action, string Resource)
{
    /// <summary>The ARN of a role or user, or the name of a service.</summary>
    public string Principal { get; init; } = "arn:aws:iam::111122223333:role/caller";

    /// <summary>The account that owns the resource; by default the one in its ARN, or the principal's own.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>Condition keys and their values.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Context { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);

    public PolicyRequest With(string key, params string[] values) => this with { Context = Context.SetItem(key, [.. values]) };

    public override string ToString() =>
        Context.IsEmpty
            ? $"{Action} on {Resource}"
            : $"{Action} on {Resource} with {string.Join(", ", Context.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join('|', pair.Value)}"))}";
}

internal enum PolicyOutcome
{
    /// <summary>No statement allows it.</summary>
    NotAllowed,

    Allowed,

    /// <summary>A statement forbids it, whatever else allows it.</summary>
    Denied,
}

/// <param name="Statement">That decided; null when none did.</param>
internal sealed record PolicyDecision(PolicyOutcome Outcome, PolicyStatement? Statement)
{
    public override string ToString() =>
        Outcome switch
        {
            PolicyOutcome.Allowed => $"Allowed by {Statement!.Name}",
            PolicyOutcome.Denied => $"Denied by {Statement!.Name}",
            _ => "Denied: no statement allows it",
        };
}

/// <summary>Decides as IAM does: a denial wins, then something must allow, and a boundary must allow too.</summary>
internal sealed record PolicyEvaluator
{
    /// <summary>What the role or user may do.</summary>
    public ImmutableArray<PolicyStatement> Identity { get; init; } = [];

    /// <summary>What the resource's policy says.</summary>
    public ImmutableArray<PolicyStatement> Resource { get; init; } = [];

    /// <summary>Null when the role has none.</summary>
    public ImmutableArray<PolicyStatement>? Boundary { get; init; }

    /// <summary>Whether nothing is allowed that the resource's policy does not allow, as with a role's trust and with keys.</summary>
    public bool ResourceDecides { get; init; }

    public PolicyDecision Decide(PolicyRequest request)
    {
        var all = Identity.Concat(Resource).Concat(Boundary ?? []);
        if (all.FirstOrDefault(statement => !statement.IsAllow && statement.Matches(request)) is { } denial)
        {
            return new(PolicyOutcome.Denied, denial);
        }

        var byIdentity = Boundary is { } boundary && Allowing(boundary, request) is null ? null : Allowing(Identity, request);
        var byResource = Allowing(Resource, request);
        var decisive = IsOfAnotherAccount(request)
            ? byResource is null
                ? null
                : byIdentity
            : ResourceDecides && byResource is null
                ? null
                : byIdentity ?? Allowing([.. Resource.Where(statement => statement.Names(request.Principal))], request);
        return new(decisive is null ? PolicyOutcome.NotAllowed : PolicyOutcome.Allowed, decisive);
    }

    private static PolicyStatement? Allowing(ImmutableArray<PolicyStatement> statements, PolicyRequest request) =>
        statements.FirstOrDefault(statement => statement.IsAllow && statement.Matches(request));

    private static bool IsOfAnotherAccount(PolicyRequest request)
    {
        var caller = Account(request.Principal);
        var owner = request.ResourceAccount ?? Account(request.Resource);
        return caller is { Length: > 0 } && owner is { Length: > 0 } && caller != owner;
    }

    private static string? Account(string arn) => arn.Split(':', 6) is ["arn", _, _, _, var account, _] ? account : null;
}
