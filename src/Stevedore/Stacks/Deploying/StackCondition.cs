using Amazon.CloudFormation.Model;
using Stevedore.Ecs.Plans;

namespace Stevedore.Stacks.Deploying;

/// <summary>What can be done with a stack in its status.</summary>
internal enum StackCondition
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>A change set is all there is of it.</summary>
    Reviewed,

    /// <summary>It can be changed.</summary>
    Ready,

    /// <summary>Something is being done with it.</summary>
    Busy,

    /// <summary>It could not be created: it can only be deleted.</summary>
    Failed,

    /// <summary>It neither goes on nor back by itself.</summary>
    Stuck,
}

/// <summary>What a stack says of itself.</summary>
internal static class StackFacts
{
    /// <summary>The key of the tag that says which pipeline of the settings a stack is.</summary>
    public const string TagKey = DeploymentTags.PipelineKey;

    public static StackCondition ConditionOf(Stack? stack) =>
        stack?.StackStatus?.Value switch
        {
            null or "DELETE_COMPLETE" => StackCondition.Absent,
            "REVIEW_IN_PROGRESS" => StackCondition.Reviewed,
            "ROLLBACK_COMPLETE" or "CREATE_FAILED" or "ROLLBACK_FAILED" => StackCondition.Failed,
            "DELETE_FAILED" or "UPDATE_FAILED" or "UPDATE_ROLLBACK_FAILED" or "IMPORT_ROLLBACK_FAILED" => StackCondition.Stuck,
            var status when status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) => StackCondition.Busy,
            _ => StackCondition.Ready,
        };

    /// <summary>Whether it is tagged as that pipeline.</summary>
    public static bool IsTagged(Stack stack, string pipeline) =>
        (stack.Tags ?? []).Exists(tag => tag.Key == TagKey && tag.Value == pipeline);

    /// <summary>Whether its template was made by Stevedore, so that a person who deployed it by hand deploys it this way from now on.</summary>
    public static bool IsOfOurTemplate(string? template) => template is not null && GeneratedText.IsGenerated(template);

    /// <summary>Since when it is as it is.</summary>
    public static DateTime? Since(Stack stack) => stack.DeletionTime ?? stack.LastUpdatedTime ?? stack.CreationTime;

    /// <summary>What is being done with it, as the middle of a sentence.</summary>
    public static string Doing(Stack stack) =>
        stack.StackStatus?.Value switch
        {
            "CREATE_IN_PROGRESS" => "being created",
            "DELETE_IN_PROGRESS" => "being deleted",
            { } status when status.Contains("ROLLBACK", StringComparison.Ordinal) => "going back to what it was",
            "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" => "being cleaned up after an update",
            _ => "being updated",
        };

    /// <summary>What helps a stack that is stuck.</summary>
    public static string Remedy(Stack stack, string region) =>
        stack.StackStatus?.Value switch
        {
            "UPDATE_ROLLBACK_FAILED" =>
                $"Mend what it names, then `aws cloudformation continue-update-rollback --stack-name {stack.StackName} --region {region}` lets it go back; --resources-to-skip leaves out what cannot.",
            "UPDATE_FAILED" => $"`aws cloudformation rollback-stack --stack-name {stack.StackName} --region {region}` lets it go back.",
            "DELETE_FAILED" => "StackDelete tries again; what holds it up has to be emptied or let go first.",
            _ => $"`aws cloudformation describe-stack-events --stack-name {stack.StackName} --region {region}` says what happened.",
        };
}
