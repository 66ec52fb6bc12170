namespace Stevedore.Init;

/// <summary>Files that come with Stevedore and are written as they are.</summary>
internal static class InitResources
{
    /// <param name="name">Such as <c>build.sh</c>.</param>
    public static string Text(string name)
    {
        using var stream = typeof(InitResources).Assembly.GetManifestResourceStream($"Init/{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
