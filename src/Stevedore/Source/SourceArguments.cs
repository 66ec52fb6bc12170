namespace Stevedore.Source;

/// <summary>What the command line says about the source.</summary>
/// <param name="Commit"><c>--commit</c>. Optional. In a git checkout, HEAD in full or abbreviated.</param>
/// <param name="Branch"><c>--branch</c>. Optional.</param>
/// <param name="Tag"><c>--tag</c>. Optional. The git tag that is being built.</param>
public sealed record SourceArguments(string? Commit = null, string? Branch = null, string? Tag = null);
