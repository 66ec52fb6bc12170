namespace Stevedore.Credentials;

/// <summary>One key of a secret that is JSON.</summary>
internal static class SecretKey
{
    // arn:aws:secretsmanager:eu-west-1:111122223333:secret:name-Ab12Cd
    private const int SegmentsOfAnArn = 7;

    /// <summary>Splits <c>id:key</c>, where the id may be an ARN. The key is null where none is named.</summary>
    public static (string Id, string? Key) Split(string text)
    {
        var parts = text.Split(':');
        var length = text.StartsWith("arn:", StringComparison.Ordinal) ? SegmentsOfAnArn : 1;
        return parts.Length <= length ? (text, null) : (string.Join(':', parts[..length]), string.Join(':', parts[length..]));
    }

    /// <summary>The text under a key; null when the secret is not JSON, or has no text there.</summary>
    public static Secret? Of(Secret secret, string key) =>
        SecretObject.Parse(secret)?.Raw(key) is { } raw && SecretValue.IsString(raw) && SecretValue.Text(raw) is { } text
            ? secret.Derive(text)
            : null;
}
