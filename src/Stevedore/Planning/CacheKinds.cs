using Stevedore.Settings;

namespace Stevedore.Planning;

internal static class CacheKinds
{
    /// <summary>What an image's settings ask for.</summary>
    public static CacheKind Of(ImageSettings image) =>
        image.Cache switch
        {
            "none" => CacheKind.None,
            "inline" => CacheKind.Inline,
            _ => CacheKind.Registry,
        };
}
