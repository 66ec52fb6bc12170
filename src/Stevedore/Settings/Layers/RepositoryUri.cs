using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Layers;

/// <summary>A repository of ECR as its console shows it: <c>111122223333.dkr.ecr.eu-west-1.amazonaws.com/web</c>.</summary>
/// <param name="Host">The usual one, or one for FIPS or dual-stack.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">Such as <c>eu-west-1</c>.</param>
/// <param name="Repository">Without a tag.</param>
public sealed record RepositoryUri(string Host, string Account, string Region, string Repository)
{
    internal const string Form = $"{EcrHost.Form}/<repository>";

    /// <inheritdoc/>
    public override string ToString() => $"{Host}/{Repository}";

    /// <summary>Null when the text has another form. A tag behind it is not part of the repository.</summary>
    internal static RepositoryUri? TryParse(string text)
    {
        var slash = text.IndexOf('/');
        var repository = text[(slash + 1)..].Split('@', ':')[0];
        return slash >= 0 && EcrHost.Place(text[..slash]) is var (account, region) && repository.Length > 0
            ? new(text[..slash], account, region, repository)
            : null;
    }
}
