namespace Stevedore.Tests;

/// <summary>A program that tests start as a process of its own.</summary>
internal static class TestHost
{
    /// <summary>In the folder that STEVEDORE_TEST_HOSTS names, or else as it was compiled.</summary>
    public static string Find(string name) =>
        Path.Combine(
            Environment.GetEnvironmentVariable("STEVEDORE_TEST_HOSTS") is { Length: > 0 } folder
                ? folder
                : AppContext.BaseDirectory.Replace("Stevedore.Tests", name, StringComparison.Ordinal),
            $"{name}.dll"
        );
}
