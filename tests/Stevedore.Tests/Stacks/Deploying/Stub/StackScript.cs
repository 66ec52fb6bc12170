namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>What becomes of the next thing that is done with a stack; it is used up by it.</summary>
internal sealed record StackScript
{
    /// <summary>The resource that fails, and why; null for none.</summary>
    public (string Resource, string Reason)? Failure { get; init; }

    /// <summary>Whether what failed cannot go back either.</summary>
    public bool IsRollbackStuck { get; init; }

    /// <summary>Why the change set itself fails; null where it does not.</summary>
    public string? Refusal { get; init; }

    /// <summary>What early validation finds wrong with a resource of the change set.</summary>
    public (string Resource, string Reason)? Invalid { get; init; }

    /// <summary>Resources that are replaced.</summary>
    public string[] Replaced { get; init; } = [];

    /// <summary>How many seconds each resource takes.</summary>
    public int Seconds { get; init; } = 4;

    public static StackScript Success() => new();

    public static StackScript Fails(string resource, string reason) => new() { Failure = (resource, reason) };
}
