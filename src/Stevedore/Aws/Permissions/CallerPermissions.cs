namespace Stevedore.Aws.Permissions;

/// <summary>What STS has to allow.</summary>
internal static class CallerPermissions
{
    /// <summary>For every <c>role</c> of the settings.</summary>
    public static Permission AssumeRole { get; } = new("assuming a role", "the settings name a role", "{name}", "sts:AssumeRole");

    /// <summary>AWS lets everybody ask it, unless a policy denies it.</summary>
    public static Permission Identify { get; } =
        new("asking who calls", "it tells the account where nothing else does", "*", "sts:GetCallerIdentity");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All => [AssumeRole, Identify];
}
