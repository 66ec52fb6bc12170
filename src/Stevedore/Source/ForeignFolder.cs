namespace Stevedore.Source;

/// <summary>A folder that a build reads and that is no part of the tree of the commit.</summary>
/// <param name="Path">As the settings name it.</param>
/// <param name="Where">Where it is, or what it is, in words.</param>
/// <param name="IsOfAnotherSource">
/// Whether it is of another repository, or of another source of the build: it changes when this commit does not, and no step of the build wrote it.
/// </param>
public sealed record ForeignFolder(string Path, string Where, bool IsOfAnotherSource)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}, {Where}";
}
