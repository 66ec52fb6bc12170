namespace Stevedore.Aws.Permissions;

/// <summary>What has to be allowed to whoever deploys stacks.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html"/></remarks>
internal static class CloudFormationPermissions
{
    private const string Stack = "arn:{partition}:cloudformation:{region}:{account}:stack/{name}/*";

    /// <summary>Before anything is done, and while it is.</summary>
    public static Permission LookUp { get; } =
        new(
            "looking up stacks",
            "what is there is compared, and what happens is shown",
            Stack,
            "cloudformation:DescribeStacks",
            "cloudformation:DescribeStackEvents",
            "cloudformation:ListStackResources",
            "cloudformation:GetTemplate"
        );

    /// <summary>Of what failed, early validation among it.</summary>
    public static Permission Causes { get; } =
        new("telling why a stack failed", "the cause of the first failure is shown", Stack, "cloudformation:DescribeEvents")
        {
            IsOptional = true,
        };

    /// <summary>To see what would change.</summary>
    public static Permission Compare { get; } =
        new(
            "comparing a stack",
            "a change set says what would change",
            Stack,
            "cloudformation:CreateChangeSet",
            "cloudformation:DescribeChangeSet",
            "cloudformation:DeleteChangeSet",
            "cloudformation:ListChangeSets",
            // Of a stack that only a change set has made.
            "cloudformation:DeleteStack",
            // The stack is tagged as one of ours.
            "cloudformation:TagResource"
        );

    /// <summary>To let it happen.</summary>
    public static Permission Deploy { get; } =
        new("deploying a stack", "the change set is executed", Stack, "cloudformation:ExecuteChangeSet");

    /// <summary>With all that does not stay.</summary>
    public static Permission Delete { get; } = new("deleting a stack", "the stack is deleted", Stack, "cloudformation:DeleteStack");

    /// <summary>Of the source.</summary>
    public static Permission Connections { get; } =
        new(
            "looking up connections",
            "the name of a connection is not its ARN, and one that is pending reads nothing",
            "arn:{partition}:codeconnections:{region}:{account}:*",
            "codeconnections:ListConnections",
            "codeconnections:GetConnection"
        );

    /// <summary>Before a pipeline is changed.</summary>
    public static Permission Executions { get; } =
        new(
            "listing executions of a pipeline",
            "those that run are stopped where the pipeline is changed",
            "arn:{partition}:codepipeline:{region}:{account}:{name}",
            "codepipeline:ListPipelineExecutions"
        )
        {
            IsOptional = true,
        };

    /// <summary>Of a template that is too long for a request.</summary>
    public static Permission Upload { get; } =
        new(
            "uploading a template",
            "CloudFormation takes a long one from a bucket",
            "arn:{partition}:s3:::{name}/stevedore-templates/*",
            "s3:PutObject",
            "s3:GetObject",
            "s3:DeleteObject"
        );

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All => [LookUp, Causes, Compare, Deploy, Delete, Connections, Executions, Upload];
}
