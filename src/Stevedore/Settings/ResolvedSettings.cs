namespace Stevedore.Settings;

/// <summary>Every layer merged, all defaults applied, all faults ruled out.</summary>
/// <param name="Values">The merged settings. What has a default is not null; what the name of AWS's account or region depends on may be.</param>
/// <param name="Sources">By path, such as <c>registries.ecr.region</c> or <c>images.web.platforms</c>.</param>
public sealed record ResolvedSettings(StevedoreSettings Values, IReadOnlyDictionary<string, SettingSource> Sources)
{
    /// <summary>The names of the sections of <c>environments</c>.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>The source of the nearest setting at or above <paramref name="path"/>.</summary>
    public SettingSource SourceOf(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (Sources.TryGetValue(path[..end], out var source))
            {
                return source;
            }
        }

        return SettingSource.Default;
    }
}
