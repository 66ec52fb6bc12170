namespace Stevedore.Tests.Stacks.Validation;

/// <summary>What CodePipeline knows of a type of action [its action reference].</summary>
/// <param name="Id">Category, owner, provider and version.</param>
/// <param name="Inputs">The least and most artifacts that it takes.</param>
/// <param name="Outputs">The least and most artifacts that it makes.</param>
/// <param name="Required">Of the configuration.</param>
/// <param name="Variables">That it gives; null when these are its user's own.</param>
internal sealed record ActionType(
    string Id,
    (int Least, int Most) Inputs,
    (int Least, int Most) Outputs,
    ImmutableArray<string> Required,
    ImmutableArray<string> Optional,
    ImmutableArray<string>? Variables
)
{
    private static readonly ImmutableArray<string> OfBuilds =
    [
        "PrimarySource",
        "BatchEnabled",
        "CombineArtifacts",
        "BuildspecOverride",
        "EnvironmentVariables",
    ];

    public static ImmutableArray<ActionType> All { get; } =
    [
        new(
            "Source/AWS/CodeStarSourceConnection/1",
            (0, 0),
            (1, 1),
            ["ConnectionArn", "FullRepositoryId", "BranchName"],
            ["OutputArtifactFormat", "DetectChanges"],
            ["AuthorDate", "BranchName", "CommitId", "CommitMessage", "ConnectionArn", "FullRepositoryName"]
        ),
        new(
            "Source/AWS/CodeCommit/1",
            (0, 0),
            (1, 1),
            ["RepositoryName", "BranchName"],
            ["PollForSourceChanges", "OutputArtifactFormat"],
            ["CommitId", "CommitMessage", "RepositoryName", "BranchName", "AuthorDate", "CommitterDate"]
        ),
        new(
            "Source/AWS/ECR/1",
            (0, 0),
            (1, 1),
            ["RepositoryName"],
            ["ImageTag"],
            ["RegistryId", "RepositoryName", "ImageTag", "ImageDigest", "ImageURI"]
        ),
        new(
            "Source/AWS/S3/1",
            (0, 0),
            (1, 1),
            ["S3Bucket", "S3ObjectKey"],
            ["PollForSourceChanges", "AllowOverrideForS3ObjectKey"],
            ["BucketName", "ETag", "ObjectKey", "VersionId"]
        ),
        new(
            "Source/ThirdParty/GitHub/1",
            (0, 0),
            (1, 1),
            ["Owner", "Repo", "Branch", "OAuthToken"],
            ["PollForSourceChanges"],
            ["AuthorDate", "BranchName", "CommitId", "CommitMessage", "CommitUrl", "CommitterDate", "RepositoryName"]
        ),
        new("Build/AWS/CodeBuild/1", (1, 5), (0, 5), ["ProjectName"], OfBuilds, null),
        new("Test/AWS/CodeBuild/1", (1, 5), (0, 5), ["ProjectName"], OfBuilds, null),
        new(
            "Build/AWS/ECRBuildAndPublish/1",
            (1, 1),
            (0, 0),
            ["ECRRepositoryName"],
            ["DockerFilePath", "ImageTags", "RegistryType"],
            ["ECRImageDigestId", "ECRRepositoryName"]
        ),
        new("Compute/AWS/Commands/1", (1, 10), (0, 1), [], [], null),
        new("Deploy/AWS/ECS/1", (1, 1), (0, 0), ["ClusterName", "ServiceName"], ["FileName", "DeploymentTimeout"], []),
        new(
            "Deploy/AWS/CodeDeployToECS/1",
            (1, 5),
            (0, 0),
            ["ApplicationName", "DeploymentGroupName", "TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact"],
            [
                "AppSpecTemplatePath",
                "TaskDefinitionTemplatePath",
                .. Enumerable.Range(1, 4).SelectMany(number => new[] { $"Image{number}ArtifactName", $"Image{number}ContainerName" }),
            ],
            ["DeploymentId"]
        ),
        new("Deploy/AWS/CodeDeploy/1", (1, 1), (0, 0), ["ApplicationName", "DeploymentGroupName"], [], []),
        new(
            "Deploy/AWS/CloudFormation/1",
            (0, 10),
            (0, 1),
            ["ActionMode"],
            [
                "StackName",
                "ChangeSetName",
                "RoleArn",
                "TemplatePath",
                "TemplateConfiguration",
                "Capabilities",
                "ParameterOverrides",
                "OutputFileName",
            ],
            null
        ),
        new(
            "Deploy/AWS/S3/1",
            (1, 1),
            (0, 0),
            ["BucketName", "Extract"],
            ["ObjectKey", "KMSEncryptionKeyARN", "CannedACL", "CacheControl"],
            []
        ),
        new("Invoke/AWS/Lambda/1", (0, 5), (0, 5), ["FunctionName"], ["UserParameters"], null),
        new("Approval/AWS/Manual/1", (0, 0), (0, 0), [], ["NotificationArn", "CustomData", "ExternalEntityLink"], []),
    ];

    public string Provider => Id.Split('/')[2];

    public bool IsSource => Id.StartsWith("Source/", StringComparison.Ordinal);

    public bool NeedsV2 => Provider is "Commands" or "ECRBuildAndPublish";

    public static ActionType? Find(string id) => All.FirstOrDefault(type => type.Id == id);
}
