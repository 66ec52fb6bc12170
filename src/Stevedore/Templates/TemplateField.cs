namespace Stevedore.Templates;

/// <summary>What braces in a template stand for.</summary>
internal enum TemplateField
{
    /// <summary><c>{sha}</c>, <c>{sha:8}</c>: the commit, or its first digits.</summary>
    Sha,

    /// <summary><c>{branch}</c>.</summary>
    Branch,

    /// <summary><c>{tag}</c>: the git tag.</summary>
    Tag,

    /// <summary><c>{version}</c>: the git tag as a semantic version, without a leading <c>v</c>.</summary>
    Version,

    /// <summary><c>{build}</c>: the number of the CI build.</summary>
    Build,

    /// <summary><c>{date:yyyyMMdd}</c>: the commit's date in UTC, in a .NET custom format.</summary>
    Date,

    /// <summary><c>{base:8}</c>: the first digits of the base image's digest.</summary>
    Base,
}
