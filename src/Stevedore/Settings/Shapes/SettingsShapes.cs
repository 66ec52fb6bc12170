namespace Stevedore.Settings.Shapes;

/// <summary>The shape of stevedore.json, of a section of <c>environments</c>, and of what a section holds.</summary>
internal static class SettingsShapes
{
    /// <summary>The settings; a section of an environment.</summary>
    public static Shape Section { get; } = TypeShape.Of(typeof(StevedoreSettings));

    public static Shape Whole { get; } = Of(typeof(SettingsFile));

    // What the top alone may say stands around the settings, not among them.
    private static Shape Of(Type file)
    {
        var own = TypeShape.Keys(file).Where(key => key.Property!.DeclaringType == file).ToArray();
        return new(ShapeKind.Keys, file, null, [.. own[..^1], .. Section.Keys, own[^1]]);
    }
}
