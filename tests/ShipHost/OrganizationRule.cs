using Stevedore;
using Stevedore.Settings;

namespace ShipHost;

/// <summary>Organizations are one word of letters.</summary>
public sealed class OrganizationRule : ISettingRule
{
    /// <inheritdoc/>
    public Complaint? Check(string text) =>
        text.All(char.IsAsciiLetterLower) ? null : new($"'{text}' is not an organization", "use lower-case letters");
}
