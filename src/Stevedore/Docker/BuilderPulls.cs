namespace Stevedore.Docker;

/// <summary>What the engine pulls for a builder before anything is built.</summary>
internal static class BuilderPulls
{
    /// <summary>What a builder is made of, unless another image is named.</summary>
    /// <remarks><see href="https://docs.docker.com/build/builders/drivers/docker-container/"/></remarks>
    public const string BuildKit = "moby/buildkit:buildx-stable-1";
    private const string Option = "image=";

    /// <summary>The images that it is made of, and that its emulators are installed from. Other machines pull from addresses of their own.</summary>
    public static ImmutableArray<string> Of(BuilderDecision decision) =>
        [
            .. decision
                .Creations.Where(creation => creation is { Driver: "docker-container", Endpoint: null })
                .Select(Image)
                .Concat(decision.Emulators is { } emulators ? [emulators.Image] : [])
                .Distinct(),
        ];

    private static string Image(BuilderCreation creation) =>
        creation.Options.LastOrDefault(option => option.StartsWith(Option, StringComparison.Ordinal))?[Option.Length..] ?? BuildKit;
}
