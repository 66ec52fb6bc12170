using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Changes;

namespace Stevedore.Stacks.Deploying;

/// <summary>What is said of stacks while they are deployed and deleted.</summary>
internal static class StackText
{
    /// <summary>What would be done.</summary>
    public static ImmutableArray<string> Plan(PreparedStack stack, DescribeChangeSetResponse made) =>
        [
            $"The {stack.Target} will be {(stack.IsNew ? "created" : "updated")}:",
            .. stack.TemplateDifferences.Select(line => $"    {line}"),
            .. ChangeSetDifference.Of(made.Changes ?? []),
        ];

    public static ImmutableArray<string> Permissions(ImmutableArray<string> permissions) =>
        ["What is allowed then, and is not now:", .. permissions.Select(line => $"  {line}")];

    /// <summary>What goes on after Ctrl-C.</summary>
    /// <param name="what">Such as <c>update</c>.</param>
    public static string GoesOn(StackTarget target, string what) =>
        $"The {what} of the {target} goes on in AWS: StackStatus {target.Again} shows it, and the same command again follows it.";

    public static ImmutableArray<KeyValuePair<string, string>> Outputs(Stack? stack) =>
        [.. (stack?.Outputs ?? []).Select(output => new KeyValuePair<string, string>(output.OutputKey ?? "", output.OutputValue ?? ""))];

    public static ImmutableArray<string> Deletion(
        StackTarget target,
        ImmutableArray<StackResourceSummary> goes,
        ImmutableArray<StackResourceSummary> stays
    ) =>
        [
            $"Of the {target} goes:",
            .. goes.Select(Line).DefaultIfEmpty("  nothing"),
            .. stays.IsEmpty ? [] : (IEnumerable<string>)["and stays, with all that it holds:", .. stays.Select(Line)],
        ];

    /// <summary>How a person takes away what has stayed.</summary>
    public static ImmutableArray<string> Left(StackTarget target, ImmutableArray<StackResourceSummary> stays) =>
        [
            .. stays.Select(resource =>
                resource.ResourceType switch
                {
                    "AWS::ECR::Repository" =>
                        $"The repository {resource.PhysicalResourceId} stays; `aws ecr delete-repository --force --repository-name {resource.PhysicalResourceId} --region {target.Region}` deletes it with its images.",
                    "AWS::S3::Bucket" =>
                        $"The bucket {resource.PhysicalResourceId} stays; empty it with all versions, then `aws s3 rb s3://{resource.PhysicalResourceId}` deletes it.",
                    _ => $"{resource.ResourceType} {resource.PhysicalResourceId} stays.",
                }
            ),
        ];

    private static string Line(StackResourceSummary resource) =>
        $"  {resource.LogicalResourceId} ({resource.ResourceType}) {OutsideText.Line(resource.PhysicalResourceId, 120)}";
}
