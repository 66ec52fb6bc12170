namespace Stevedore.Rehearsal;

/// <summary>What a rehearsal changes of the settings.</summary>
/// <param name="Variables">The changed settings, as environment variables, which beat the settings file.</param>
/// <param name="Notes">What stands in for what, for a person.</param>
/// <param name="Place">The account and the region that stand in for those of the only registry that is in some; null where none or several are.</param>
internal sealed record RehearsalChanges(
    ImmutableDictionary<string, string> Variables,
    ImmutableArray<string> Notes,
    (string Account, string Region)? Place
);
