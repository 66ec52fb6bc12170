using Stevedore.Images;

namespace Stevedore.Settings.Rules;

internal sealed class ImageNameRule : ISettingRule
{
    public string? Pattern => "^[a-z0-9]+(?:[-_][a-z0-9]+)*$";

    public Complaint? Check(string text) =>
        ImageName.TryParse(text) is not null ? null : new($"'{text}' is not an image name", $"use {ImageName.Rule}");
}

internal sealed class RegistryNameRule : ISettingRule
{
    public string? Pattern => "^[A-Za-z0-9_-]+$";

    public Complaint? Check(string text) =>
        Word.Is(text) ? null : new($"'{text}' is not a name for a registry", "use letters, digits, '-' and '_'");
}

internal sealed class RepositoryRule : ISettingRule
{
    private const string Part = "[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*";

    public string? Pattern => $"^{Part}(?:/{Part})*$";

    public Complaint? Check(string text)
    {
        if (RepositoryName.TryParse(text) is not null)
        {
            return null;
        }

        var lower = text.ToLowerInvariant();
        return lower != text && RepositoryName.TryParse(lower) is not null
            ? new($"'{text}' is not a repository name: repositories are lower case", $"use {lower}")
            : new($"'{text}' is not a repository name", $"use {RepositoryName.Rule}");
    }
}

internal sealed class TagPrefixRule : ISettingRule
{
    public string? Pattern => "^(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?$";

    public Complaint? Check(string text) =>
        text.Length == 0 || ImageTag.TryParse(text) is not null ? null : new($"'{text}' cannot begin a tag", $"use {ImageTag.Rule}");
}

internal sealed class ContainerRule : ISettingRule
{
    private const int MaximumLength = 255;

    public string? Pattern => "^[A-Za-z0-9_-]{1,255}$";

    public Complaint? Check(string text) =>
        Word.Is(text) && text.Length <= MaximumLength
            ? null
            : new($"'{text}' is not the name of a container", "use letters, digits, '-' and '_', 255 at most");
}

internal sealed class VariableRule : ISettingRule
{
    public string? Pattern => "^[A-Za-z_][A-Za-z0-9_]*$";

    // The value is not repeated: where a variable's name is asked for, people have written the secret itself.
    public Complaint? Check(string text) =>
        Word.Is(text) && !text.Contains('-') && !char.IsAsciiDigit(text[0]) && !TokenShape.IsToken(text)
            ? null
            : new("not the name of an environment variable", "use letters, digits and '_', and never the value itself");
}

/// <summary>Secrets, keys and parameters may be called almost anything. What is there instead of a name is not repeated.</summary>
internal sealed class PlaceRule : ISettingRule
{
    public Complaint? Check(string text) =>
        string.IsNullOrWhiteSpace(text) ? new("is empty", "name it, or leave the key out")
        : TokenShape.IsToken(text) ? new("is a token, not a name", "name where it is, and store the token with the target CredentialsStore")
        : SecretNameRule.Check(text);
}

/// <summary>A token in a user's place would be printed wherever users are.</summary>
internal sealed class UserRule : ISettingRule
{
    public Complaint? Check(string text) =>
        string.IsNullOrWhiteSpace(text) ? new("is empty", "name the user")
        : TokenShape.IsToken(text)
            ? new("is a token, not a user name", "name the user, and store the token with the target CredentialsStore")
        : null;
}

/// <summary>Letters, digits, '-' and '_'.</summary>
internal static class Word
{
    public static bool Is(string text) => text.Length > 0 && text.All(IsPart);

    /// <summary>The nearest such name: <c>my-web-app</c> for <c>my.web.app</c>.</summary>
    public static string Of(string text) => string.Concat(text.Select(letter => IsPart(letter) ? letter : '-'));

    private static bool IsPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
