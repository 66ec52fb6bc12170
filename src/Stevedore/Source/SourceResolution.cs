using System.Globalization;

namespace Stevedore.Source;

/// <summary>Decides what is being built from everything that could say so.</summary>
internal static class SourceResolution
{
    /// <summary>What is being built. No commit is no error here: a tag may be named without one.</summary>
    /// <param name="git">Null where there is no repository, as in a CodePipeline source.</param>
    /// <param name="folders">They tell whether what CodeBuild says is about this source: a build may have several, and clone more.</param>
    /// <exception cref="StevedoreException">Something was said that cannot be so.</exception>
    public static SourceFacts Resolve(
        GitFacts? git,
        SourceFolders folders,
        IReadOnlyDictionary<string, string> environment,
        SourceArguments arguments
    )
    {
        var all = new Variables(environment);
        var variables = SourceVariables.Of(git, folders, all);
        var commit = CommitChoice.Of(git, folders, variables, arguments.Commit);
        var reference = RefChoice.Of(git?.Branch, commit.IsHead ? git!.Tags : [], variables, arguments);
        var facts = new SourceFacts(
            Commit: commit.Commit,
            CommitSource: commit.Source,
            IsDirty: commit.IsDirty,
            DirtyFiles: git?.DirtyFiles ?? [],
            Branch: reference.Branch,
            GitTags: reference.Tags,
            CommitDate: Date(all) ?? (commit.IsHead ? git?.CommitDate : null),
            Url: git?.Url ?? RepositoryUrl.Clean(all["STEVEDORE_SOURCE"]) ?? RepositoryUrl.Clean(variables.Url),
            Build: all["CODEBUILD_BUILD_NUMBER"],
            BuildId: all["CODEBUILD_BUILD_ID"],
            IsPullRequest: reference.IsPullRequest,
            IsCodeBuild: (all["CODEBUILD_BUILD_ID"] ?? all["CODEBUILD_BUILD_ARN"]) is not null,
            CodeBuildAccount: Account(all["CODEBUILD_BUILD_ARN"])
        )
        {
            PullRequestEnd = reference.End,
            CommitFault = commit.Fault,
            GitRefusal = git?.Refusal,
        };
        return facts with { Notes = [.. new[] { commit.Note, UnreadGit.Note(facts) }.OfType<string>()] };
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
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
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

/// <summary>What the command line says about the source.</summary>
/// <param name="Commit"><c>--commit</c>. Optional. In a git checkout, HEAD in full or abbreviated.</param>
/// <param name="Branch"><c>--branch</c>. Optional.</param>
/// <param name="Tag"><c>--tag</c>. Optional. The git tag that is being built.</param>
internal sealed record SourceArguments(string? Commit = null, string? Branch = null, string? Tag = null);
