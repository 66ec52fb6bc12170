using Stevedore.Images;
using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Names that a person chooses.</summary>
internal static class NameRules
{
    private const int MaximumContainerLength = 255;
    private const int LongestDockerId = 30;

    public static Complaint? Image(string text) =>
        ImageName.TryParse(text) is not null ? null : new($"'{text}' is not an image name", $"use {ImageName.Rule}");

    public static Complaint? Registry(string text) =>
        IsWord(text) ? null : new($"'{text}' is not a name for a registry", "use letters, digits, '-' and '_'");

    public static Complaint? Repository(string text)
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

    public static Complaint? TagPrefix(string text) =>
        text.Length == 0 || ImageTag.TryParse(text) is not null ? null : new($"'{text}' cannot begin a tag", $"use {ImageTag.Rule}");

    public static Complaint? Container(string text) =>
        IsWord(text) && text.Length <= MaximumContainerLength
            ? null
            : new($"'{text}' is not the name of a container", "use letters, digits, '-' and '_', 255 at most");

    public static Complaint? Alias(string text) =>
        RepositoryName.TryParse(text) is not null && !text.Contains('/')
            ? null
            : new($"'{text}' is not the alias of a public registry", "use the part behind public.ecr.aws/");

    public static Complaint? Namespace(string text) =>
        NoToken(text) is { } complaint ? complaint
        : RepositoryName.TryParse(text) is not null && !text.Contains('/') ? null
        : new($"{TokenShape.Quoted(text)} is not a namespace of Docker Hub", "use the user or the organization, in lower case");

    public static Complaint? NoToken(string text) =>
        TokenShape.IsToken(text) || (text.Length > LongestDockerId && TokenShape.Fits(text))
            ? new("is a token, not a namespace of Docker Hub", "use the user or the organization, in lower case")
            : null;

    // The value is not repeated: where a variable's name is asked for, people have written the secret itself.
    public static Complaint? Variable(string text) =>
        IsWord(text) && !text.Contains('-') && !char.IsAsciiDigit(text[0]) && !TokenShape.IsToken(text)
            ? null
            : new("not the name of an environment variable", "use letters, digits and '_', and never the value itself");

    // Secrets, keys and parameters may be called almost anything. What is there instead of a name is not repeated.
    public static Complaint? Place(string text) =>
        string.IsNullOrWhiteSpace(text) ? new("is empty", "name it, or leave the key out")
        : TokenShape.IsToken(text) ? new("is a token, not a name", "name where it is, and store the token with the target CredentialsStore")
        : null;

    // A token in its place would be printed wherever users are.
    public static Complaint? User(string text) =>
        string.IsNullOrWhiteSpace(text) ? new("is empty", "name the user")
        : TokenShape.IsToken(text)
            ? new("is a token, not a user name", "name the user, and store the token with the target CredentialsStore")
        : null;

    public static Complaint? Host(string text)
    {
        const string hint = "write host or host:port, such as registry.example.com or 127.0.0.1:5000";
        return text.Contains("://") ? new($"'{text}' is a URL, not a host", hint)
            : text.Contains('/') ? new($"'{text}' has a path, which belongs to the repository", hint)
            : IsHost(text) ? null
            : new($"'{text}' is not a host", hint);
    }

    private static bool IsHost(string text)
    {
        var colon = text.LastIndexOf(':');
        var isAddress = text.StartsWith('[') && text.Contains(']');
        var port = colon > text.LastIndexOf(']') ? text[(colon + 1)..] : null;
        var name = port is null ? text : text[..colon];
        var isName = isAddress
            ? System.Net.IPAddress.TryParse(name, out _)
            : name.Split('.').All(label => label.Length > 0 && label[0] != '-' && label[^1] != '-' && IsWord(label));
        return isName && (port is null || (ushort.TryParse(port, out var number) && number > 0));
    }

    private static bool IsWord(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
