using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Sources;

/// <summary>A repository of CodeCommit, whose events start the pipeline.</summary>
internal sealed class CodeCommitSource(PipelinePlan plan) : PipelineSource(plan)
{
    /// <inheritdoc/>
    protected override (string Owner, string Provider) Kind => ("AWS", "CodeCommit");

    private string Arn => StackPlace.Arn("codecommit", Plan.Source.Repository!);

    /// <inheritdoc/>
    protected override TemplateMap Configuration(StackTemplate template) =>
        new()
        {
            { "RepositoryName", RepositoryName },
            { "BranchName", Branch(template) },
            { "OutputArtifactFormat", "CODE_ZIP" },
            { "PollForSourceChanges", "false", "The rule below starts it: who polls as well starts it twice." },
        };

    /// <inheritdoc/>
    public override TemplateMap ProjectSource(StackTemplate template) =>
        new()
        {
            { "Type", "CODECOMMIT" },
            {
                "Location",
                Intrinsic.Sub(
                    $"https://git-codecommit.{StackPlace.OwnRegion}.{StackPlace.Suffix}/v1/repos/"
                        + ((Plan.Source.Create ?? false) ? "${SourceRepository.Name}" : Plan.Source.Repository)
                )
            },
            { "GitCloneDepth", 0, "All of the history: tags and the commit's date are in it." },
        };

    /// <inheritdoc/>
    public override TemplateNode Version(StackTemplate template) =>
        Plan.IsProject
            ? Intrinsic.Sub($"refs/heads/{Named(template)}")
            : template.Parameter("Branch", Plan.Branch, "The branch that is shipped.");

    /// <inheritdoc/>
    public override IEnumerable<Statement> BuildStatements() => [new("Clone", "cloning the repository", ["codecommit:GitPull"], [Arn])];

    /// <inheritdoc/>
    public override IEnumerable<Statement> PipelineStatements() =>
        [
            new(
                "Source",
                "reading the source",
                [
                    "codecommit:GetBranch",
                    "codecommit:GetCommit",
                    "codecommit:UploadArchive",
                    "codecommit:GetUploadArchiveStatus",
                    "codecommit:CancelUploadArchive",
                ],
                [Arn]
            ),
        ];

    /// <inheritdoc/>
    public override void AddResources(StackTemplate template)
    {
        if (Plan.Source.Create ?? false)
        {
            template.Add(
                "SourceRepository",
                new()
                {
                    { "Type", "AWS::CodeCommit::Repository" },
                    { "DeletionPolicy", "Retain", "Nobody means to delete the code with its pipeline." },
                    { "UpdateReplacePolicy", "Retain" },
                    {
                        "Properties",
                        new TemplateMap { { "RepositoryName", Plan.Source.Repository! }, { "Tags", template.TagList } }
                    },
                }
            );
        }

        EventRule.Add(
            template,
            Plan,
            EventRule.OfSource,
            "A push to the branch",
            new()
            {
                { "source", new TemplateList("aws.codecommit") },
                { "detail-type", new TemplateList("CodeCommit Repository State Change") },
                { "resources", new TemplateList(Intrinsic.Sub(Arn)) },
                {
                    "detail",
                    new TemplateMap
                    {
                        { "event", new TemplateList("referenceCreated", "referenceUpdated") },
                        { "referenceType", new TemplateList("branch") },
                        { "referenceName", new TemplateList(template.Parameter("Branch", Plan.Branch, "The branch that is shipped.")) },
                    }
                },
            },
            new(ActionName, "COMMIT_ID", "$.detail.commitId")
        );
    }

    private TemplateNode RepositoryName =>
        (Plan.Source.Create ?? false) ? Intrinsic.GetAtt("SourceRepository.Name") : Plan.Source.Repository!;

    private string Named(StackTemplate template)
    {
        _ = template.Parameter("Branch", Plan.Branch, "The branch that is shipped.");
        return "${Branch}";
    }
}
