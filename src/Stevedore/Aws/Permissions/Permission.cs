namespace Stevedore.Aws.Permissions;

/// <summary>What a policy has to allow for a step of a run, wherever that runs.</summary>
/// <param name="Step">The step that needs it: <c>logging in to ECR</c>.</param>
/// <param name="Why">What the step does with it, as the end of a sentence.</param>
/// <param name="Resource">An ARN in which <c>{partition}</c>, <c>{suffix}</c>, <c>{region}</c>, <c>{account}</c> and <c>{name}</c> are filled in, or <c>*</c>.</param>
/// <param name="Actions">The IAM actions.</param>
internal sealed record Permission(string Step, string Why, string Resource, params ImmutableArray<string> Actions)
{
    /// <summary>What the statement is limited by, filled in as the resource is; null for nothing.</summary>
    public PolicyCondition? Condition { get; init; }

    /// <summary>Whether a run gets through without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Those of the actions that cannot be tried without changing something.</summary>
    public ImmutableArray<string> Untried { get; init; } = [];

    /// <summary>The statement that allows it in a place.</summary>
    public PolicyStatement On(PermissionPlace place) =>
        new(Actions, place.IsArn && Resource != "*" ? place.Name! : place.Fill(Resource), Condition?.In(place));
}

/// <summary>A permission that a plan needs.</summary>
/// <param name="Role">The role that has to have it; null for whoever runs.</param>
/// <param name="Permission">What it is for.</param>
/// <param name="Statement">What allows it.</param>
/// <param name="Place">Where it is needed.</param>
internal sealed record NeededPermission(string? Role, Permission Permission, PolicyStatement Statement, PermissionPlace Place)
{
    /// <summary>The same in a place.</summary>
    public static NeededPermission Of(string? role, Permission permission, PermissionPlace place) =>
        new(role, permission, permission.On(place), place);
}
