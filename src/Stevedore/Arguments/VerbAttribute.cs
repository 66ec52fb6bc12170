namespace Stevedore.Arguments;

/// <summary>Declares what the tool calls a task: <c>stevedore credentials store</c>. A task without it is reached by the name of its target.</summary>
/// <param name="words">One or two words in lower case.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VerbAttribute(string words) : Attribute
{
    /// <summary>One or two words in lower case.</summary>
    public string Words { get; } = words;

    /// <summary>The heading under which help lists it.</summary>
    public string Group { get; set; } = "Other";

    /// <summary>What may stand behind the verb, for help's examples; null for no example, empty for the verb alone.</summary>
    public string? Example { get; set; }
}
