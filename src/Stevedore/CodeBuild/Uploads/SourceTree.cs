namespace Stevedore.CodeBuild.Uploads;

/// <summary>What a working tree has.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Files">What git tracks and what it would, as it is now; those that are gone are not among them.</param>
internal sealed record SourceTree(string Root, ImmutableArray<SourceFile> Files)
{
    /// <summary>Submodules that are not checked out.</summary>
    public ImmutableArray<string> MissingSubmodules { get; init; } = [];

    /// <summary>Repositories of their own that are no submodules.</summary>
    public ImmutableArray<string> ForeignRepositories { get; init; } = [];

    /// <summary>How many files of the commit a sparse checkout leaves out.</summary>
    public int LeftOutBySparse { get; init; }

    /// <summary>Files of Git LFS of which only the pointer is here.</summary>
    public ImmutableArray<string> Pointers { get; init; } = [];

    /// <summary>Files that git tracks and that are gone.</summary>
    public ImmutableArray<string> Deleted { get; init; } = [];
}

/// <summary>A file of a tree.</summary>
/// <param name="Path">Below the root, with slashes.</param>
/// <param name="State">What git knows of it.</param>
/// <param name="IsExecutable">Whether it may be run.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Target">Where a symbolic link leads, as it is written; null for what is none.</param>
internal sealed record SourceFile(string Path, SourceFileState State, bool IsExecutable, long Size, string? Target = null);

/// <summary>What git knows of a file.</summary>
internal enum SourceFileState
{
    /// <summary>It is in the index.</summary>
    Tracked,

    /// <summary>It is not, and would be with the next <c>git add</c>.</summary>
    Untracked,

    /// <summary>It never would.</summary>
    Ignored,
}
