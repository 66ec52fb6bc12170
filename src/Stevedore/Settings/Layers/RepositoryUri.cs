using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Layers;

/// <summary>A repository of ECR as its console shows it: <c>111122223333.dkr.ecr.eu-west-1.amazonaws.com/web</c>.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">Such as <c>eu-west-1</c>.</param>
/// <param name="Repository">Without a tag.</param>
public sealed record RepositoryUri(string Account, string Region, string Repository)
{
    internal const string Form = "<account>.dkr.ecr.<region>.amazonaws.com/<repository>";

    /// <inheritdoc/>
    public override string ToString() => $"{Account}.dkr.ecr.{Region}.amazonaws.com/{Repository}";

    /// <summary>Null when the text has another form. A tag behind it is not part of the repository.</summary>
    internal static RepositoryUri? TryParse(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
        {
            return null;
        }

        var repository = text[(slash + 1)..].Split('@', ':')[0];
        return
            text[..slash].Split('.') is [var account, "dkr", "ecr", var region, _, ..]
            && AwsRules.IsAccount(account)
            && AwsRules.IsRegion(region)
            && repository.Length > 0
            ? new(account, region, repository)
            : null;
    }
}
