namespace Stevedore.Settings;

/// <summary>What C# chose in <c>UseStevedore</c>.</summary>
/// <param name="Settings">Null when it chose nothing.</param>
internal sealed record SettingsCode(StevedoreSettings? Settings);
