using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>An image from elsewhere that a build pulls: what a stage starts from, or what a step takes files from.</summary>
/// <param name="Name">As the Dockerfile writes it, its arguments filled in.</param>
/// <param name="Digest">The one that the name has in it, else what it meant when it was looked up; null when it was not or could not be.</param>
public sealed record BaseImage(string Name, Digest? Digest)
{
    /// <summary>Whether it means the same image for ever: it is named by its digest, or an ECR source of the pipeline chose it.</summary>
    public bool IsPinned { get; init; }

    /// <summary>What names it whatever its digest is.</summary>
    public string Key => Name.Split('@')[0];

    /// <summary>The reference with the digest; without, while it is not known.</summary>
    public string Reference => Digest is null || Name.Contains('@', StringComparison.Ordinal) ? Name : $"{Name}@{Digest}";
}
