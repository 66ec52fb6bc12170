using System.Collections.Immutable;
using Stevedore.Init;

namespace Stevedore.Tests.Init;

/// <summary>A repository that is begun in, as facts.</summary>
internal static class InitCase
{
    public static RepositoryFacts Facts(params (string Path, string Text)[] files)
    {
        var known = files.ToImmutableDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        return new("shop", known.Keys.ToImmutableSortedSet(StringComparer.Ordinal))
        {
            Dockerfiles = known
                .Where(file => DockerfileNames.Is(Path.GetFileName(file.Key)))
                .ToImmutableSortedDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal),
            Texts = known,
            Branch = "main",
            HasCommit = true,
        };
    }

    public static InitAnswers Defaults(ImmutableArray<ProposedImage> images) =>
        new(["linux/amd64"], InitQuestions.Containers(images) is { } question ? InitQuestions.List(question.Default) : [], null);

    public static InitPlan Plan(RepositoryFacts facts, InitOptions? options = null, string? secret = null)
    {
        var images = ProposedImages.Of(facts);
        return new InitPlanner("1.2.3", "1.2.3-bundled", name => $"<{name}>\n").Plan(
            facts,
            images,
            Defaults(images) with
            {
                Secret = secret,
            },
            options ?? new()
        );
    }

    public static string Text(this InitPlan plan, string path) => plan.Files.Single(file => file.Path == path).Text;
}
