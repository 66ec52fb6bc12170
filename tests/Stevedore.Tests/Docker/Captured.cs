namespace Stevedore.Tests.Docker;

/// <summary>What docker printed, kept in files: CLI 28.2.2 with buildx 0.13.1 and, where the name says so, three versions of buildx with BuildKit 0.32.2. <c>DIR</c> stands for a folder.</summary>
internal static class Captured
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Docker", "Captures", name));

    /// <summary>The lines without the command that gave them, its exit code and the empty lines at the end.</summary>
    public static ImmutableArray<string> Lines(string name)
    {
        var lines = Text(name)
            .Split('\n')
            .Where(line => !line.StartsWith("$ ", StringComparison.Ordinal) && !line.StartsWith("[exit", StringComparison.Ordinal));
        return [.. string.Join('\n', lines).TrimEnd().Split('\n')];
    }
}
