namespace Stevedore.Init;

/// <summary>What was found in a repository, before anything is decided.</summary>
/// <param name="Name">What the repository is called.</param>
/// <param name="Paths">Its files, with slashes, below the folder; without those of other people's code and of builds.</param>
internal sealed record RepositoryFacts(string Name, ImmutableSortedSet<string> Paths)
{
    /// <summary>The texts of the Dockerfiles, by path.</summary>
    public ImmutableSortedDictionary<string, string> Dockerfiles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The texts of files that would be written or added to, by path; those that are not there are missing.</summary>
    public ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The branch; null when HEAD is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether there is a commit.</summary>
    public bool HasCommit { get; init; }

    /// <summary>Whether there are projects of .NET, which an SDK that is pinned above them would change.</summary>
    public bool HasDotNet =>
        Paths.Any(path =>
            DotNet.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && !(path == BuildProject.Project && BuildProject.Is(Texts.GetValueOrDefault(path)))
        );

    /// <summary>Whether there are more files than were looked at.</summary>
    public bool IsCut { get; init; }

    private static readonly ImmutableArray<string> DotNet = [".sln", ".slnx", ".csproj", ".fsproj", ".vbproj"];
}
