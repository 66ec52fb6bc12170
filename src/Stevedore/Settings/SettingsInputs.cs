namespace Stevedore.Settings;

/// <summary>All that settings are decided from, read once.</summary>
/// <param name="FileText">The text of stevedore.json, or null when there is none.</param>
/// <param name="FileName">As messages show it.</param>
/// <param name="Arguments">Arguments that are settings, by name: <c>platforms</c>.</param>
/// <param name="Environment">The process's environment variables.</param>
/// <param name="EnvironmentName">The section of <c>environments</c> to merge, by --environment or STEVEDORE_ENVIRONMENT; null for none.</param>
/// <param name="Code">What C# set in <c>UseStevedore</c>; null for nothing.</param>
/// <param name="Kinds">The kinds of registry that can be named.</param>
/// <param name="Version">Of the Stevedore that reads them; few files ask for it.</param>
internal sealed record SettingsInputs(
    string? FileText,
    string FileName,
    IReadOnlyDictionary<string, string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string? EnvironmentName,
    StevedoreSettings? Code,
    KnownKinds Kinds,
    Func<string> Version
);

/// <summary>What C# chose in <c>UseStevedore</c>.</summary>
/// <param name="Settings">Null when it chose nothing.</param>
internal sealed record SettingsCode(StevedoreSettings? Settings);
