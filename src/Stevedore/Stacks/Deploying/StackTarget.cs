namespace Stevedore.Stacks.Deploying;

/// <summary>A stack that the settings ask for.</summary>
/// <param name="Pipeline">The pipeline's name in the settings.</param>
/// <param name="Name">The stack's.</param>
/// <param name="Path">The file of its template, with slashes, below the repository.</param>
internal sealed record StackTarget(string Pipeline, string Name, string Path)
{
    /// <summary>Null where nothing says it.</summary>
    public string? Account { get; init; }

    public required string Region { get; init; }

    /// <summary>The arguments with which another command means its pipeline.</summary>
    public required string Again { get; init; }

    /// <summary>The ARN of a role to assume; null for the caller's own credentials.</summary>
    public string? Role { get; init; }

    /// <summary>A bucket of the settings; null for none.</summary>
    public string? Bucket { get; init; }

    /// <summary>The template that is made now; empty where it was not asked for.</summary>
    public string Template { get; init; } = "";

    /// <summary>The template of the repository; null for none.</summary>
    public string? Committed { get; init; }

    /// <summary>What the file of parameters says.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>The file of the parameters.</summary>
    public string ParameterFile => $"{Path[..^".yml".Length]}.parameters.json";

    /// <summary>What its events and its end are told under.</summary>
    public override string ToString() => $"stack '{Name}' in {Region}";
}
