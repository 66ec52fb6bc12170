using Stevedore.Settings.Rules;

namespace Stevedore.Init;

/// <summary>What only a person can tell.</summary>
/// <param name="Platforms">What images are built for.</param>
/// <param name="Containers">The images that services run.</param>
/// <param name="Secret">The secret with the credentials for Docker Hub; null for none.</param>
internal sealed record InitAnswers(ImmutableArray<string> Platforms, ImmutableArray<string> Containers, string? Secret)
{
    private const string What = "Cannot begin";

    /// <summary>The answers as they were given, held against what there is.</summary>
    /// <exception cref="StevedoreException">One of them would make settings that no run reads.</exception>
    public static InitAnswers Of(string platforms, string containers, string secret, ImmutableArray<ProposedImage> images)
    {
        var names = images.Select(image => image.Name).ToArray();
        var (built, run) = (InitQuestions.List(platforms), InitQuestions.List(containers));
        if (built.Select(platform => new PlatformRule().Check(platform)).FirstOrDefault(complaint => complaint is not null) is { } wrong)
        {
            throw wrong.Fault(What);
        }

        if (run.Except(names).FirstOrDefault() is { } unknown)
        {
            throw new StevedoreException(
                What,
                $"there is no image '{unknown}'",
                $"Name some of {string.Join(", ", names)} with --containers."
            );
        }

        return new(built.IsEmpty ? [InitQuestions.Platforms.Default] : built, run, secret.Length > 0 ? secret : null);
    }
}

/// <summary>A question to a person.</summary>
/// <param name="Text">As it is asked.</param>
/// <param name="Default">What an empty answer means; empty for nothing.</param>
/// <param name="Argument">The argument that answers it.</param>
internal sealed record InitQuestion(string Text, string Default, string Argument);

/// <summary>What is asked about a repository: as little as can be.</summary>
internal static class InitQuestions
{
    /// <summary>What images are built for.</summary>
    public static InitQuestion Platforms { get; } = new("Platforms, joined by commas", "linux/amd64", "platforms");

    /// <summary>Null where there is nothing to choose.</summary>
    public static InitQuestion? Containers(ImmutableArray<ProposedImage> images) =>
        images.Length < 2
            ? null
            : new("Images that run in containers of a service, joined by commas", string.Join(',', Leaves(images)), "containers");

    /// <summary>Null where nothing is pulled from Docker Hub.</summary>
    public static InitQuestion? Secret(ImmutableArray<ProposedImage> images, string? known) =>
        images.Any(image => image.FromDockerHub.Any())
            ? new("Secret in Secrets Manager with the user and token for Docker Hub", known ?? "", "secret")
            : null;

    /// <summary>The answer as a list.</summary>
    public static ImmutableArray<string> List(string answer) =>
        [.. answer.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    // Nothing else stands on these.
    private static IEnumerable<string> Leaves(ImmutableArray<ProposedImage> images) =>
        images.Select(image => image.Name).Except(images.SelectMany(image => image.Links).Select(link => link.Image));
}
