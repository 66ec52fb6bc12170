namespace Stevedore.Aws.Permissions;

/// <summary>What Amazon ECR has to allow.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html"/></remarks>
internal static class EcrPermissions
{
    private const string Repository = "arn:{partition}:ecr:{region}:{account}:repository/{name}";

    /// <summary>Asked before anything else.</summary>
    public static Permission LogIn { get; } =
        new("logging in to ECR", "docker and the run use its token", "*", "ecr:GetAuthorizationToken");

    /// <summary>Of images and of caches, which are read as well.</summary>
    public static Permission Push { get; } =
        new(
            "pushing to ECR",
            "layers are looked for, uploaded and completed, and manifests written and read back",
            Repository,
            "ecr:BatchCheckLayerAvailability",
            "ecr:InitiateLayerUpload",
            "ecr:UploadLayerPart",
            "ecr:CompleteLayerUpload",
            "ecr:PutImage",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer"
        )
        {
            Untried = ["ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"],
        };

    /// <summary>Of base images.</summary>
    public static Permission Pull { get; } =
        new(
            "pulling base images from ECR",
            "builds read their manifests and layers",
            Repository,
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage"
        );

    /// <summary>Of base images that ECR keeps a copy of.</summary>
    public static Permission PullThrough { get; } =
        new(
            "pulling through a cache of ECR",
            "the first pull makes the repository and fetches the image from elsewhere",
            Repository,
            "ecr:BatchImportUpstreamImage",
            "ecr:CreateRepository"
        )
        {
            IsOptional = true,
            Untried = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        };

    /// <summary>Before a push.</summary>
    public static Permission LookUp { get; } =
        new(
            "looking up repositories of ECR",
            "a run sees whether it is there and which tags may move",
            Repository,
            "ecr:DescribeRepositories"
        )
        {
            IsOptional = true,
        };

    /// <summary>Where a repository is missing and may be made.</summary>
    public static Permission Create { get; } =
        new("creating repositories of ECR", "a run makes those that are missing", Repository, "ecr:CreateRepository")
        {
            IsOptional = true,
            Untried = ["ecr:CreateRepository"],
        };

    /// <summary>Of what is there already.</summary>
    public static Permission LookUpImages { get; } =
        new("looking up images of ECR", "a run shows since when an image is there", Repository, "ecr:DescribeImages") { IsOptional = true };

    /// <summary>Where deployments are marked in a repository whose tags are immutable.</summary>
    public static Permission Mark { get; } =
        new(
            "marking deployments in ECR",
            "a run excludes deployed* from the immutable tags of a repository that is there",
            Repository,
            "ecr:PutImageTagMutability"
        )
        {
            IsOptional = true,
            Untried = ["ecr:PutImageTagMutability"],
        };

    /// <summary>Of a deployment: it names what is there, and can upload nothing.</summary>
    public static Permission Deploy { get; } =
        new(
            "marking what is deployed in ECR",
            "a deployment reads what was shipped, and tags it as deployed",
            Repository,
            "ecr:BatchGetImage",
            "ecr:PutImage"
        );

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All => [LogIn, Push, Pull, PullThrough, LookUp, Create, LookUpImages, Mark, Deploy];
}
