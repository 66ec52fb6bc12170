using Stevedore.Planning;
using Stevedore.Runs;

namespace Stevedore.Shipping;

/// <summary>The folders that a build reads.</summary>
internal static class BuildContexts
{
    private const string Layout = "oci-layout://";
    private static readonly string[] Others = ["target:", "image:", "artifact:"];

    /// <summary>Their whole paths, named contexts included, each once.</summary>
    /// <param name="root">The folder that the paths of the plan start from.</param>
    public static ImmutableArray<string> Of(IEnumerable<ImagePlan> images, string root) =>
        [
            .. images
                .SelectMany(image => image.Contexts.Select(context => Folder(context.Value)).OfType<string>().Prepend(image.Context))
                .Select(folder => Path.GetFullPath(Path.Combine(root, folder)))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The real paths of the folders that an image's Dockerfile reads under names.</summary>
    public static IEnumerable<string> Named(ImagePlan image, string root) =>
        image
            .Contexts.Where(context => !context.Value.StartsWith(Layout, StringComparison.Ordinal))
            .Select(context => Folder(context.Value))
            .OfType<string>()
            .Select(folder => RealPath.Of(Path.Combine(root, folder)));

    /// <summary>The folder of a named context, as the settings or the plan write it; null for one that is none.</summary>
    public static string? Folder(string context) =>
        context.StartsWith(Layout, StringComparison.Ordinal) ? WithoutTag(context[Layout.Length..].Split('@')[0])
        : Array.Exists(Others, scheme => context.StartsWith(scheme, StringComparison.Ordinal)) || context.Contains("://") ? null
        : context;

    private static string WithoutTag(string layout) =>
        layout.LastIndexOf(':') is var colon && colon > layout.LastIndexOf('/') ? layout[..colon] : layout;
}
