namespace Stevedore.Source;

/// <summary>Decides what is being built from everything that could say so.</summary>
public static class SourceResolution
{
    /// <summary>What is being built. No commit is no error here: a tag may be named without one.</summary>
    /// <param name="git">Null where there is no repository, as in a CodePipeline source.</param>
    /// <exception cref="StevedoreException">Something was said that cannot be so.</exception>
    public static SourceFacts Resolve(GitFacts? git, IReadOnlyDictionary<string, string> environment, SourceArguments arguments)
    {
        var variables = new Variables(environment);
        var commit = CommitChoice.Of(git, variables, arguments.Commit);
        var reference = RefChoice.Of(git?.Branch, commit.IsHead ? git!.Tags : [], variables, arguments);
        return new(
            Commit: commit.Commit,
            CommitSource: commit.Source,
            IsDirty: commit.IsDirty,
            DirtyFiles: git?.DirtyFiles ?? [],
            Branch: reference.Branch,
            GitTag: reference.Tag,
            CommitDate: Date(variables) ?? (commit.IsHead ? git?.CommitDate : null),
            Url: git?.Url ?? RepositoryUrl.Clean(variables["CODEBUILD_SOURCE_REPO_URL"]),
            Build: variables["CODEBUILD_BUILD_NUMBER"],
            BuildId: variables["CODEBUILD_BUILD_ID"],
            IsPullRequest: reference.IsPullRequest,
            IsCodeBuild: (variables["CODEBUILD_BUILD_ID"] ?? variables["CODEBUILD_BUILD_ARN"]) is not null,
            CodeBuildAccount: Account(variables["CODEBUILD_BUILD_ARN"])
        )
        {
            CommitFault = commit.Fault,
            Notes = commit.Note is null ? [] : [commit.Note],
        };
    }

    // https://reproducible-builds.org/specs/source-date-epoch/
    private static DateTimeOffset? Date(Variables variables)
    {
        const string name = "SOURCE_DATE_EPOCH";
        if (variables[name] is not { } text)
        {
            return null;
        }

        // The last second that .NET and RFC 3339 can write is that of the year 9999.
        return long.TryParse(text, System.Globalization.NumberStyles.None, null, out var seconds) && seconds <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new StevedoreException(
                "Cannot tell the commit's date",
                $"{name} is '{text}', which is no number of seconds since 1970",
                $"Correct it, for example with {name}=$(git log -1 --format=%ct), or unset it."
            );
    }

    // arn:aws:codebuild:eu-west-1:111122223333:build/web:7c1d
    private static string? Account(string? arn) =>
        arn?.Split(':') is ["arn", _, "codebuild", _, { Length: 12 } account, ..] && account.All(char.IsAsciiDigit) ? account : null;
}
