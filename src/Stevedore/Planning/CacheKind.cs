namespace Stevedore.Planning;

/// <summary>Where layers are kept between builds.</summary>
public enum CacheKind
{
    /// <summary>Only in the builder.</summary>
    None,

    /// <summary>Inside the image that is pushed.</summary>
    Inline,

    /// <summary>In a repository of its own, with the layers of every stage.</summary>
    Registry,
}
