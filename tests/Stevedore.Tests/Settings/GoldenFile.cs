using Xunit;

namespace Stevedore.Tests.Settings;

/// <summary>Long expectations stand beside their test. <c>UPDATE_GOLDEN=1</c> writes what came out; the diff is then for review.</summary>
internal static class GoldenFile
{
    public static void Equal(string name, string actual)
    {
        var path = Path.Combine(Repository, "tests/Stevedore.Tests/Settings/Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    public static string Repository { get; } = Above();

    private static string Above()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stevedore.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests are not in the repository.");
    }
}
