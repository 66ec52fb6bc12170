namespace Stevedore.Images;

/// <summary>A repository in a registry, and the tag or digest that is meant in it.</summary>
/// <param name="Host">The registry's host, with its port where it has one. <c>&lt;account&gt;</c> stands in it for an account not yet known.</param>
/// <param name="Repository">The path within the registry.</param>
public sealed record ImageReference(string Host, RepositoryName Repository)
{
    /// <summary>Host and path, without tag or digest.</summary>
    public string Name => $"{Host}/{Repository}";

    /// <summary>The reference by tag.</summary>
    public string At(ImageTag tag) => $"{Name}:{tag}";

    /// <summary>The reference by digest.</summary>
    public string At(Digest digest) => $"{Name}@{digest}";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
