namespace Stevedore.Settings.Rules;

/// <summary>Where a secret that is mounted while building comes from.</summary>
internal sealed class SecretRule : ISettingRule
{
    private static readonly string[] Schemes = ["env", "file", "secretsManager", "parameterStore"];

    // The value is not repeated: it may be the secret itself.
    public Complaint? Check(string text)
    {
        var colon = text.IndexOf(':');
        var scheme = colon < 0 ? "" : text[..colon];
        return Schemes.Contains(scheme) && colon + 1 < text.Length
            ? null
            : new("does not say where the secret comes from", "begin with env:, file:, secretsManager: or parameterStore:");
    }
}
