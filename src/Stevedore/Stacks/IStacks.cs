namespace Stevedore.Stacks;

/// <summary>The stacks of CloudFormation that the pipelines of the settings are.</summary>
public interface IStacks
{
    /// <summary>What a deployment would change. Leaves nothing behind.</summary>
    /// <exception cref="StevedoreException">It could not be begun, or cannot be told.</exception>
    Task<ImmutableArray<StackDifference>> Compare(StackRequest request);

    /// <summary>Deploys stacks one after the other, and waits for each.</summary>
    /// <exception cref="StevedoreException">It cannot be begun, was not confirmed, or has failed.</exception>
    Task<ImmutableArray<StackOutcome>> Deploy(StackRequest request);

    /// <summary>Deletes stacks, the last deployed first, and waits for each.</summary>
    /// <exception cref="StevedoreException">It cannot be begun, was not confirmed, or has failed.</exception>
    Task<ImmutableArray<StackOutcome>> Delete(StackRequest request);

    /// <summary>What is there.</summary>
    Task<ImmutableArray<StackState>> Status(StackRequest request);
}

/// <summary>Which stacks a command means, and how.</summary>
/// <param name="Pipeline">By its name in the settings; null for all.</param>
public sealed record StackRequest(string? Pipeline = null)
{
    /// <summary>Whether whatever would be asked is answered with yes.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The ARN of the role that CloudFormation does it with; null for the caller's credentials.</summary>
    public string? Role { get; init; }

    /// <summary>Capabilities besides those for roles, such as <c>CAPABILITY_AUTO_EXPAND</c>.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];
}

/// <summary>What a deployment would change in a stack.</summary>
/// <param name="Stack">Its name.</param>
/// <param name="Region">Its region.</param>
public sealed record StackDifference(string Stack, string Region)
{
    /// <summary>Whether it is not there yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>Where the template that is made now is another than the file of the repository.</summary>
    public ImmutableArray<string> InFile { get; init; } = [];

    /// <summary>Where the template is another than that of the stack.</summary>
    public ImmutableArray<string> Template { get; init; } = [];

    /// <summary>What the change set does.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>What roles and policies allow then, and do not now.</summary>
    public ImmutableArray<string> Permissions { get; init; } = [];

    /// <summary>What the stack has, and the template does not.</summary>
    public ImmutableArray<string> OnlyInStack { get; init; } = [];

    /// <summary>Whether CloudFormation cannot be asked what it would do: the stack is being changed, or stuck.</summary>
    public bool IsUntold { get; init; }

    /// <summary>Whether anything differs.</summary>
    public bool IsAny => IsNew || !InFile.IsEmpty || !Template.IsEmpty || !Changes.IsEmpty || !OnlyInStack.IsEmpty;
}

/// <summary>What became of a stack.</summary>
/// <param name="Stack">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Outcome"><c>created</c>, <c>updated</c>, <c>unchanged</c>, <c>deleted</c> or <c>absent</c>.</param>
public sealed record StackOutcome(string Stack, string Region, string Outcome)
{
    /// <summary>The values of its outputs.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Outputs { get; init; } = [];

    /// <summary>What a person is told of it at the end: what stays, and how it goes.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>A stack as it is.</summary>
/// <param name="Stack">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Status">As CloudFormation calls it; null where it is not there.</param>
public sealed record StackState(string Stack, string Region, string? Status)
{
    /// <summary>Since when it is in that status.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether it is tagged as one of these pipelines.</summary>
    public bool IsOurs { get; init; }

    /// <summary>What it holds.</summary>
    public ImmutableArray<DeployedResource> Resources { get; init; } = [];

    /// <summary>The values of its outputs.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Outputs { get; init; } = [];

    /// <summary>The badge of the build, as Markdown; null for none.</summary>
    public string? Badge { get; init; }

    /// <summary>Why it failed last; null where nothing is known to have failed.</summary>
    public string? LastFailure { get; init; }
}

/// <summary>A resource of a stack.</summary>
/// <param name="Id">Its name in the template.</param>
/// <param name="Type">Such as <c>AWS::ECR::Repository</c>.</param>
/// <param name="Name">Its name or ARN in AWS; null where there is none yet.</param>
/// <param name="Status">As CloudFormation calls it.</param>
public sealed record DeployedResource(string Id, string Type, string? Name, string Status);
