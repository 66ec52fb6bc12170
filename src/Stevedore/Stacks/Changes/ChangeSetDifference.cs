using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Changes;

/// <summary>What a change set does, in words: a line a resource.</summary>
internal static class ChangeSetDifference
{
    // What they hold is nowhere else.
    private static readonly ImmutableArray<string> Holding =
    [
        "AWS::ECR::Repository",
        "AWS::ECR::PublicRepository",
        "AWS::S3::Bucket",
        "AWS::KMS::Key",
        "AWS::Logs::LogGroup",
        "AWS::CodeCommit::Repository",
        "AWS::CodeArtifact::Repository",
        "AWS::SecretsManager::Secret",
        "AWS::SSM::Parameter",
        "AWS::SNS::Topic",
        // What overrides may have added.
        "AWS::SQS::Queue",
        "AWS::Kinesis::Stream",
        "AWS::DynamoDB::Table",
        "AWS::DynamoDB::GlobalTable",
        "AWS::RDS::DBInstance",
        "AWS::RDS::DBCluster",
        "AWS::DocDB::DBCluster",
        "AWS::Neptune::DBCluster",
        "AWS::Redshift::Cluster",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::OpenSearchService::Domain",
        "AWS::EFS::FileSystem",
        "AWS::FSx::FileSystem",
        "AWS::EC2::Volume",
        "AWS::Cognito::UserPool",
        "AWS::Backup::BackupVault",
        "AWS::CloudFormation::Stack",
    ];

    public static ImmutableArray<string> Of(IEnumerable<Change> changes) =>
        [.. changes.Select(change => change.ResourceChange).OfType<ResourceChange>().Select(Line)];

    /// <summary>Whether it changes a pipeline, which stops what runs in it, or takes it away.</summary>
    public static string? ChangedPipeline(IEnumerable<Change> changes) =>
        changes
            .Select(change => change.ResourceChange)
            .FirstOrDefault(change =>
                change is { ResourceType: "AWS::CodePipeline::Pipeline", PhysicalResourceId: not null, Action.Value: not "Add" }
            )
            ?.PhysicalResourceId;

    private static string Line(ResourceChange change)
    {
        var loses = Loses(change);
        var name = $"{change.LogicalResourceId} ({change.ResourceType})";
        var real = change.PhysicalResourceId is { Length: > 0 } physical ? $" {OutsideText.Line(physical, 120)}" : "";
        return change.Action?.Value switch
        {
            "Add" => $"  + adds      {name}",
            "Import" => $"  + imports   {name}{real}",
            "Remove" => Remains(change)
                ? $"  - lets go   {name}{real}: it stays in the account"
                : $"{(loses ? "!!" : "  ")}- removes   {name}{real}{(loses ? ": WHAT IT HOLDS IS LOST" : "")}",
            "Modify" => change.Replacement?.Value switch
            {
                "True" => $"{(loses ? "!!" : "! ")}~ replaces  {name}{real}{Because(change)}{(loses ? ": WHAT IT HOLDS IS LOST" : "")}",
                "Conditional" =>
                    $"{(loses ? "!!" : "! ")}~ may replace {name}{real}{Because(change)}{(loses ? ": WHAT IT HOLDS MAY BE LOST" : "")}",
                _ => $"  ~ changes   {name}{real}{Because(change)}",
            },
            var other => $"  ? {OutsideText.Line(other ?? "changes", 40), -9} {name}{real}",
        };
    }

    private static bool Remains(ResourceChange change) => change.PolicyAction?.Value is "Retain" or "ReplaceAndRetain";

    private static bool Loses(ResourceChange change) =>
        Holding.Contains(change.ResourceType ?? "")
        && !Remains(change)
        && change.PolicyAction?.Value is not ("Snapshot" or "ReplaceAndSnapshot")
        && (change.Action?.Value == "Remove" || change.Replacement?.Value is "True" or "Conditional");

    private static string Because(ResourceChange change)
    {
        string[] names =
        [
            .. (change.Details ?? [])
                .Select(detail => detail.Target?.Name ?? detail.Target?.Attribute?.Value)
                .OfType<string>()
                .Concat((change.Details ?? []).Count == 0 ? change.Scope ?? [] : [])
                .Distinct(StringComparer.Ordinal)
                .Select(name => OutsideText.Line(name, 60)),
        ];
        return names.Length == 0 ? "" : $": {string.Join(", ", names)}";
    }

    /// <summary>What a stack has that a template does not.</summary>
    public static ImmutableArray<string> OnlyInStack(IEnumerable<StackResourceSummary> resources, TemplateMap template) =>
        template["Resources"] is TemplateMap known
            ?
            [
                .. resources
                    .Where(resource =>
                        known[resource.LogicalResourceId ?? ""] is null && resource.ResourceStatus?.Value != "DELETE_COMPLETE"
                    )
                    .Select(resource =>
                        $"{resource.LogicalResourceId} ({resource.ResourceType}){(resource.PhysicalResourceId is { } name ? $" {OutsideText.Line(name, 120)}" : "")}"
                    ),
            ]
            : [];
}
