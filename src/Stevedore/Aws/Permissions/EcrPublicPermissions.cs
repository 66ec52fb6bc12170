namespace Stevedore.Aws.Permissions;

/// <summary>What Amazon ECR Public has to allow.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html"/></remarks>
internal static class EcrPublicPermissions
{
    // It has no regions.
    private const string Repository = "arn:{partition}:ecr-public::{account}:repository/{name}";

    /// <summary>Asked before anything else.</summary>
    public static Permission LogIn { get; } =
        new("logging in to ECR Public", "docker and the run use its token", "*", "ecr-public:GetAuthorizationToken");

    /// <summary>What its tokens are made with.</summary>
    public static Permission Bearer { get; } =
        new("logging in to ECR Public", "its token is one of STS", "*", "sts:GetServiceBearerToken")
        {
            Condition = new("StringEquals", "sts:AWSServiceName", "ecr-public.amazonaws.com"),
        };

    /// <summary>Everybody may read.</summary>
    public static Permission Push { get; } =
        new(
            "pushing to ECR Public",
            "layers are looked for, uploaded and completed, and manifests written",
            Repository,
            "ecr-public:BatchCheckLayerAvailability",
            "ecr-public:InitiateLayerUpload",
            "ecr-public:UploadLayerPart",
            "ecr-public:CompleteLayerUpload",
            "ecr-public:PutImage"
        )
        {
            Untried = ["ecr-public:UploadLayerPart", "ecr-public:CompleteLayerUpload", "ecr-public:PutImage"],
        };

    /// <summary>Before a push.</summary>
    public static Permission LookUp { get; } =
        new("looking up repositories of ECR Public", "a run sees whether it is there", Repository, "ecr-public:DescribeRepositories")
        {
            IsOptional = true,
        };

    /// <summary>Before a repository is made.</summary>
    public static Permission LookUpAliases { get; } =
        new(
            "looking up aliases of ECR Public",
            "a run sees whether the alias is this account's",
            "arn:{partition}:ecr-public::{account}:registry/*",
            "ecr-public:DescribeRegistries"
        )
        {
            IsOptional = true,
        };

    /// <summary>Where a repository is missing and may be made.</summary>
    public static Permission Create { get; } =
        new("creating repositories of ECR Public", "a run makes those that are missing", Repository, "ecr-public:CreateRepository")
        {
            IsOptional = true,
            Untried = ["ecr-public:CreateRepository"],
        };

    /// <summary>Of what is there already.</summary>
    public static Permission LookUpImages { get; } =
        new("looking up images of ECR Public", "a run shows since when an image is there", Repository, "ecr-public:DescribeImages")
        {
            IsOptional = true,
        };

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All => [LogIn, Bearer, Push, LookUp, LookUpAliases, Create, LookUpImages];
}
