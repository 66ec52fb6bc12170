using Stevedore.Images;
using Stevedore.Settings;

namespace Stevedore.Registries.DockerHub;

internal sealed class NamespaceRule : ISettingRule
{
    private const int LongestDockerId = 30;
    private const string Hint = "use the user or the organization, in lower case";

    public string? Pattern => "^[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*$";

    public Complaint? Check(string text) =>
        NoToken(text) is { } complaint ? complaint
        : text.Contains('@')
            ? new(
                $"'{text}' is an e-mail address, which logs in and is no namespace of Docker Hub",
                "set the registry's namespace to the user or the organization, in lower case"
            )
        : RepositoryName.TryParse(text) is not null && !text.Contains('/') ? null
        : new($"{TokenShape.Quoted(text)} is not a namespace of Docker Hub", Hint);

    /// <summary>A fault where what is there for the user's name is the token: it would be printed in every reference.</summary>
    public static Complaint? NoToken(string text) =>
        TokenShape.IsToken(text) || (text.Length > LongestDockerId && TokenShape.Fits(text))
            ? new("is a token, not a namespace of Docker Hub", Hint)
            : null;
}
