namespace Stevedore.Settings.Rules;

/// <summary>What docker grants a build: bake's other grants are of files, which it is not asked for.</summary>
internal sealed class EntitlementRule : ISettingRule
{
    private static readonly string[] Choices = ["network.host", "security.insecure"];

    public string? Pattern => @"^(?:network\.host|security\.insecure)$";

    public Complaint? Check(string text) =>
        Choices.Contains(text) ? null : new($"'{text}' is nothing that a build can be granted", Nearest.Hint(text, Choices));
}
