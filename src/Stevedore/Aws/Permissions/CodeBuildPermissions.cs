namespace Stevedore.Aws.Permissions;

/// <summary>What has to be allowed to whoever builds on CodeBuild from elsewhere.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html"/></remarks>
internal static class CodeBuildPermissions
{
    private const string Project = "arn:{partition}:codebuild:{region}:{account}:project/{name}";

    /// <summary>Before a build is started.</summary>
    public static Permission LookUpProjects { get; } =
        new(
            "looking up projects of CodeBuild",
            "the project says where its source is, and which role it runs under",
            Project,
            "codebuild:BatchGetProjects"
        )
        {
            IsOptional = true,
        };

    /// <summary>Of one build.</summary>
    public static Permission Start { get; } =
        new("starting a build on CodeBuild", "the commit is built there", Project, "codebuild:StartBuild");

    /// <summary>Until it has ended.</summary>
    public static Permission Follow { get; } =
        new("following a build on CodeBuild", "its phases are shown, and its end is waited for", Project, "codebuild:BatchGetBuilds");

    /// <summary>After Ctrl-C.</summary>
    public static Permission Stop { get; } = new("stopping a build on CodeBuild", "Ctrl-C stops it", Project, "codebuild:StopBuild");

    /// <summary>Of several builds as one.</summary>
    public static Permission Batch { get; } =
        new(
            "building a batch on CodeBuild",
            "a batch is started, followed and, after Ctrl-C, stopped as one",
            Project,
            "codebuild:StartBuildBatch",
            "codebuild:BatchGetBuildBatches",
            "codebuild:StopBuildBatch"
        );

    /// <summary>As it comes.</summary>
    public static Permission ReadLog { get; } =
        new(
            "reading the log of a build",
            "it is shown as it comes",
            "arn:{partition}:logs:{region}:{account}:log-group:{name}:*",
            "logs:GetLogEvents"
        )
        {
            IsOptional = true,
        };

    /// <summary>Before a working tree is sent.</summary>
    public static Permission LookUpBucket { get; } =
        new(
            "looking up the bucket of uploads",
            "a build takes its source from a versioned bucket of its region, and only who may list a bucket is told that a build has left nothing there",
            "arn:{partition}:s3:::{name}",
            "s3:GetBucketLocation",
            "s3:GetBucketVersioning",
            "s3:ListBucket"
        );

    /// <summary>Of a working tree, and of the artifacts that come back.</summary>
    public static Permission Upload { get; } =
        new(
            "uploading a working tree",
            "the build takes it from there, and it is deleted afterwards",
            "arn:{partition}:s3:::{name}/stevedore-uploads/*",
            "s3:PutObject",
            "s3:GetObject",
            "s3:DeleteObjectVersion",
            "s3:AbortMultipartUpload"
        );

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All => [LookUpProjects, Start, Follow, Stop, Batch, ReadLog, LookUpBucket, Upload];
}
