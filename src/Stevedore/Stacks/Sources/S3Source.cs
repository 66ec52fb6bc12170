using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Sources;

/// <summary>A .zip in a versioned bucket.</summary>
internal sealed class S3Source(PipelinePlan plan) : PipelineSource(plan)
{
    /// <inheritdoc/>
    public override bool HasBadge => false;

    /// <inheritdoc/>
    public override bool KnowsBranch => false;

    /// <inheritdoc/>
    protected override (string Owner, string Provider) Kind => ("AWS", "S3");

    private string Bucket => $"arn:{StackPlace.Partition}:s3:::{Plan.Source.Bucket}";

    /// <inheritdoc/>
    protected override TemplateMap Configuration(StackTemplate template) =>
        new()
        {
            { "S3Bucket", Plan.Source.Bucket! },
            { "S3ObjectKey", Plan.Source.Key! },
            { "PollForSourceChanges", "false", "The rule below starts it: who polls as well starts it twice." },
        };

    /// <inheritdoc/>
    public override TemplateMap ProjectSource(StackTemplate template) =>
        new() { { "Type", "S3" }, { "Location", $"{Plan.Source.Bucket}/{Plan.Source.Key}" } };

    /// <inheritdoc/>
    public override TemplateNode? Version(StackTemplate template) => null;

    /// <inheritdoc/>
    public override IEnumerable<Statement> BuildStatements() => Reading("reading the source", asksVersioning: false);

    /// <inheritdoc/>
    public override IEnumerable<Statement> PipelineStatements() => Reading("reading the source", asksVersioning: true);

    /// <inheritdoc/>
    public override void AddResources(StackTemplate template) =>
        EventRule.Add(
            template,
            Plan,
            EventRule.OfSource,
            "A new archive in the bucket",
            new()
            {
                { "source", new TemplateList("aws.s3") },
                { "detail-type", new TemplateList("Object Created") },
                {
                    "detail",
                    new TemplateMap
                    {
                        {
                            "bucket",
                            new TemplateMap { { "name", new TemplateList(Plan.Source.Bucket!) } }
                        },
                        {
                            "object",
                            new TemplateMap { { "key", new TemplateList(Plan.Source.Key!) } }
                        },
                    }
                },
            },
            new(ActionName, "S3_OBJECT_VERSION_ID", "$.detail.object.version-id")
        );

    private IEnumerable<Statement> Reading(string step, bool asksVersioning) =>
        [
            new("Source", step, ["s3:GetObject", "s3:GetObjectVersion"], [$"{Bucket}/{Plan.Source.Key}"]),
            new(
                "SourceBucket",
                step,
                ["s3:GetBucketAcl", "s3:GetBucketLocation", .. asksVersioning ? (string[])["s3:GetBucketVersioning"] : []],
                [Bucket]
            ),
        ];
}
