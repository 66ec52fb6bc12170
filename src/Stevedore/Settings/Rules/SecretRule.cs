namespace Stevedore.Settings.Rules;

/// <summary>The id that a Dockerfile mounts a secret by: buildx takes it in a list of pairs, where a comma or a quote would begin something else.</summary>
internal sealed class SecretIdRule : ISettingRule
{
    private const string Id = "letters, digits and any of . _ - / : @ +";

    public string? Pattern => "^[A-Za-z0-9._:@+/-]+$";

    // The id is not repeated: it may be the secret, written on the wrong side.
    public Complaint? Check(string text) =>
        TokenShape.IsToken(text) ? new("an id is a token, not a name", "name the secret there, and say behind it where it is")
        : text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "._-/:@+".Contains(letter)) ? null
        : new($"'{OutsideText.Line(text, 40)}' is not an id of a secret", $"use {Id}, as in RUN --mount=type=secret,id=npmrc");
}

/// <summary>Where a secret that is mounted while building comes from.</summary>
internal sealed class SecretRule : ISettingRule
{
    private static readonly string[] Schemes = ["env", "file", "secretsManager", "parameterStore"];

    public string? Pattern => @"^(?:env|file|secretsManager|parameterStore):[\s\S]+$";

    // The value is not repeated: it may be the secret itself.
    public Complaint? Check(string text)
    {
        var colon = text.IndexOf(':');
        var scheme = colon < 0 ? "" : text[..colon];
        return Schemes.Contains(scheme) && colon + 1 < text.Length
            ? SecretNameRule.CheckPlace(text)
            : new("does not say where the secret comes from", "begin with env:, file:, secretsManager: or parameterStore:");
    }
}
