namespace Stevedore.Arguments;

/// <summary>An argument of a task: <c>--name=value</c>.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Values">What it takes, such as <c>a,b,…</c>; null for a flag.</param>
public sealed record TaskArgument(string Name, string Meaning, string? Values = null);
