namespace Stevedore.Arguments;

/// <summary>Declares one argument of a task, so that help shows it and a near miss of it is an error.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TaskArgumentAttribute(string name, string meaning) : Attribute, ITaskArguments
{
    /// <summary>Without dashes.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>What it takes, such as <c>a,b,…</c>; null for a flag.</summary>
    public string? Values { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => [new(Name, Meaning, Values)];
}

/// <summary>An argument of a task: <c>--name=value</c>.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Values">What it takes, such as <c>a,b,…</c>; null for a flag.</param>
public sealed record TaskArgument(string Name, string Meaning, string? Values = null);

/// <summary>Declares arguments of the task it stands on. Implemented by attributes.</summary>
internal interface ITaskArguments
{
    /// <summary>The arguments, in the order that help shows them.</summary>
    IReadOnlyList<TaskArgument> Arguments { get; }
}
