namespace Stevedore.Settings.Rules;

/// <summary>The name of a secret, key or parameter of AWS, which policies and templates repeat: a wildcard would stand for many there, and braces for a value.</summary>
internal static class SecretNameRule
{
    private static readonly char[] Refused = ['*', '?', '{', '}'];
    private static readonly string[] Places = ["secretsManager:", "parameterStore:", "arn:"];

    /// <summary>The same of a text that says a place first: <c>env:</c> and <c>file:</c> are none of AWS.</summary>
    public static Complaint? CheckPlace(string text) =>
        Array.Exists(Places, place => text.StartsWith(place, StringComparison.Ordinal)) ? Check(text) : null;

    // The text is not repeated: it may be the secret itself.
    public static Complaint? Check(string text) =>
        text.IndexOfAny(Refused) < 0 ? null : new("has a wildcard or braces in a name", "name one secret or parameter, as AWS calls it");
}
