namespace Stevedore.Planning;

/// <summary>The tags that mark what runs and what ran before it. A deployment sets them; repositories that a push creates let them move.</summary>
internal static class DeploymentMark
{
    private const string Word = "deployed";

    /// <summary>What they all are like, so that one rule of a repository spares them.</summary>
    /// <param name="prefix">Of the image's tags; null for none.</param>
    public static string Pattern(string? prefix) => $"{prefix}{Word}*";

    /// <summary>What the mark of an environment is called.</summary>
    /// <param name="prefix">Of the image's tags; null for none.</param>
    /// <param name="environment">Null for none.</param>
    /// <param name="service">Where several services run images of one repository; else null.</param>
    public static string Name(string? prefix, string? environment, string? service) =>
        string.Join('-', new[] { $"{prefix}{Word}", environment, service }.Where(part => !string.IsNullOrEmpty(part)));
}
