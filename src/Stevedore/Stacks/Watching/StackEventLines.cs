using Amazon.CloudFormation.Model;

namespace Stevedore.Stacks.Watching;

/// <summary>Events of a stack as a person follows them: a line a resource, when it is done.</summary>
internal sealed class StackEventLines
{
    private readonly Dictionary<string, DateTime> begun = new(StringComparer.Ordinal);

    /// <summary>What is under way, by what each began with last.</summary>
    public ImmutableArray<(string Resource, DateTime Since)> UnderWay =>
        [.. begun.Select(one => (one.Key, one.Value)).OrderBy(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)];

    /// <summary>The line that an event makes; null for none.</summary>
    public string? Line(StackEvent happened)
    {
        var status = happened.ResourceStatus?.Value ?? "";
        if (StackEventRules.IsOfStack(happened))
        {
            return status.EndsWith("ROLLBACK_IN_PROGRESS", StringComparison.Ordinal)
                ? $"  Going back{(happened.ResourceStatusReason is { } why ? $": {Reason(why)}" : "")}."
                : null;
        }

        var name = $"{happened.LogicalResourceId} ({happened.ResourceType})";
        if (status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
        {
            // One that says how it is created says so twice.
            _ = begun.TryAdd(name, happened.Timestamp ?? default);
            return null;
        }

        var took =
            begun.Remove(name, out var since) && happened.Timestamp is { } end ? Invariant($" ({(end - since).TotalSeconds:0} s)") : "";
        return Word(status, happened.ResourceStatusReason) is { } word
            ? $"  {word, -9} {name}{took}{(status.EndsWith("_FAILED", StringComparison.Ordinal) && word == "failed" && happened.ResourceStatusReason is { } reason ? $": {Reason(reason)}" : "")}"
            : null;
    }

    private static string? Word(string status, string? reason) =>
        status switch
        {
            "CREATE_COMPLETE" => "created",
            "UPDATE_COMPLETE" => "updated",
            "DELETE_COMPLETE" => "deleted",
            "DELETE_SKIPPED" => "kept",
            "IMPORT_COMPLETE" => "imported",
            "UPDATE_ROLLBACK_COMPLETE" or "ROLLBACK_COMPLETE" => "restored",
            "IMPORT_ROLLBACK_COMPLETE" => "let go",
            _ when status.EndsWith("_FAILED", StringComparison.Ordinal) => StackEventRules.IsCancelled(reason) ? "cancelled" : "failed",
            _ => null,
        };

    private static string Reason(string text) => OutsideText.Line(text, 600).TrimEnd('.');
}

/// <summary>What events of stacks mean.</summary>
internal static class StackEventRules
{
    /// <summary>Whether it is of the stack itself, and not of one of its resources.</summary>
    public static bool IsOfStack(StackEvent happened) =>
        happened.ResourceType == "AWS::CloudFormation::Stack" && happened.PhysicalResourceId == happened.StackId;

    /// <summary>Whether with it something begins that a person asked of the stack.</summary>
    public static bool IsBeginning(StackEvent happened) =>
        IsOfStack(happened)
        && happened.ResourceStatus?.Value is "CREATE_IN_PROGRESS" or "UPDATE_IN_PROGRESS" or "DELETE_IN_PROGRESS" or "IMPORT_IN_PROGRESS";

    /// <summary>Whether with it everything has ended.</summary>
    public static bool IsEnd(StackEvent happened) => IsOfStack(happened) && IsStable(happened.ResourceStatus?.Value);

    /// <summary>Whether a stack in that status changes no more by itself.</summary>
    public static bool IsStable(string? status) =>
        status is not null
        && (status.EndsWith("_COMPLETE", StringComparison.Ordinal) || status.EndsWith("_FAILED", StringComparison.Ordinal));

    /// <summary>Whether it was ended because another had failed.</summary>
    public static bool IsCancelled(string? reason) => reason?.Contains("cancelled", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What failed first, of events in the order in which they came.</summary>
    public static StackEvent? FirstFailure(IEnumerable<StackEvent> events) =>
        events.FirstOrDefault(happened =>
            !IsOfStack(happened)
            && happened.ResourceStatus?.Value.EndsWith("_FAILED", StringComparison.Ordinal) == true
            && !IsCancelled(happened.ResourceStatusReason)
        );
}
