namespace Stevedore.Aws.Permissions;

/// <summary>Every permission that some step needs.</summary>
internal static class KnownPermissions
{
    /// <summary>By room.</summary>
    public static ImmutableArray<Permission> All =>
        [
            .. EcrPermissions.All,
            .. EcrPublicPermissions.All,
            .. CredentialPermissions.All,
            .. CallerPermissions.All,
            .. CodeBuildPermissions.All,
            .. PipelinePermissions.All,
            .. EcsPermissions.All,
            .. CloudFormationPermissions.All,
        ];

    /// <summary>The statement for an action that AWS itself named.</summary>
    /// <param name="action">It may be one that no step is known to need.</param>
    /// <param name="resource">An ARN, or <c>*</c>.</param>
    public static PolicyStatement Statement(string action, string resource)
    {
        PolicyCondition?[] conditions =
        [
            .. All.Where(permission => permission.Actions.Contains(action)).Select(permission => permission.Condition).Distinct(),
        ];
        // Where several steps need it, AWS's words do not tell which of them it was.
        return new([action], resource, conditions is [{ } only] ? only.In(PermissionPlace.Of(resource)) : null);
    }
}
