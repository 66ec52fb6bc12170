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
