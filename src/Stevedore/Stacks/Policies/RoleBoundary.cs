namespace Stevedore.Stacks.Policies;

/// <summary>The policy that bounds the roles of a template.</summary>
internal static class RoleBoundary
{
    /// <summary>The parameter that names it.</summary>
    public const string Parameter = "PermissionsBoundary";

    /// <summary>Adds the parameter where a policy bounds roles.</summary>
    /// <param name="policy">The ARN; null for none.</param>
    /// <param name="account">Where it is to be; null where the ARN says.</param>
    public static void Add(StackTemplate template, string? policy, string? account = null)
    {
        if (policy is not null)
        {
            _ = template.Parameter(Parameter, In(policy, account), "The policy that bounds every role of this stack.");
        }
    }

    // A boundary is a policy of the role's own account, or one of AWS.
    private static string In(string policy, string? account) =>
        account is not null && policy.Split(':') is [var arn, var partition, var service, var region, not "aws", .. var rest]
            ? string.Join(':', [arn, partition, service, region, account, .. rest])
            : policy;
}
