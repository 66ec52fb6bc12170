using Amazon.CloudFormation.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Stacks.Watching;

/// <summary>What failed first, and why.</summary>
/// <param name="Resource">Its name in the template and its type; null where it is the stack itself.</param>
/// <param name="Reason">In AWS's words, in one line.</param>
internal sealed record FailureCause(string? Resource, string Reason)
{
    private const int Most = 900;

    /// <summary>The statement that would allow it, where something was denied.</summary>
    public string? Advice =>
        DeniedAction.From(Reason)?.Missing.Advice
        // Of connections CodePipeline says no more than that (https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/828).
        ?? (
            Reason.Contains("sufficient permissions", StringComparison.OrdinalIgnoreCase)
                ? new PolicyStatement(["codeconnections:PassConnection", "codeconnections:UseConnection"], "*").Advice
                : null
        );

    /// <summary>Of what CloudFormation says has failed.</summary>
    /// <param name="events">Oldest first.</param>
    public static FailureCause? Of(IEnumerable<OperationEvent> events)
    {
        var first = events.FirstOrDefault(happened => Why(happened) is { Length: > 0 } why && !StackEventRules.IsCancelled(why));
        return first is null
            ? null
            : new(Name(first.LogicalResourceId, first.ResourceType), OutsideText.Line(Why(first)!, Most).TrimEnd('.'));
    }

    /// <summary>The same of the events of a stack.</summary>
    /// <param name="events">Oldest first.</param>
    public static FailureCause? Of(IEnumerable<StackEvent> events)
    {
        var all = events.ToArray();
        return StackEventRules.FirstFailure(all) is { } first
                ? new(
                    Name(first.LogicalResourceId, first.ResourceType),
                    OutsideText.Line(first.ResourceStatusReason ?? "CloudFormation says no reason", Most).TrimEnd('.')
                )
            : Array.Find(
                all,
                happened =>
                    StackEventRules.IsOfStack(happened)
                    && happened.ResourceStatusReason?.Contains("fail", StringComparison.OrdinalIgnoreCase) == true
            )
                is { } stack
                ? new(null, OutsideText.Line(stack.ResourceStatusReason!, Most).TrimEnd('.'))
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Resource is null ? Reason : $"{Resource}: {Reason}";

    private static string? Why(OperationEvent happened) =>
        happened.ValidationStatusReason ?? happened.ResourceStatusReason ?? happened.HookStatusReason;

    private static string? Name(string? id, string? type) =>
        id is null || type == "AWS::CloudFormation::Stack" ? null
        : type is null ? id
        : $"{id} ({type})";
}
