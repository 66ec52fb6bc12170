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

    /// <summary>Whether it says something without a value, too.</summary>
    public bool NeedsNoValue { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => [new(Name, Meaning, Values) { NeedsNoValue = NeedsNoValue }];
}

/// <summary>An argument of a task: <c>--name=value</c>.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Values">What it takes, such as <c>a,b,…</c>; null for a flag.</param>
public sealed record TaskArgument(string Name, string Meaning, string? Values = null)
{
    /// <summary>Whether it says something without a value, too.</summary>
    public bool NeedsNoValue { get; init; }

    /// <summary>How it is written.</summary>
    internal string Form =>
        Values is null ? $"--{Name}"
        : NeedsNoValue ? $"--{Name}[=<{Values}>]"
        : $"--{Name}=<{Values}>";
}

/// <summary>Declares arguments of the task it stands on. Implemented by attributes.</summary>
internal interface ITaskArguments
{
    /// <summary>The arguments, in the order that help shows them.</summary>
    IReadOnlyList<TaskArgument> Arguments { get; }
}
