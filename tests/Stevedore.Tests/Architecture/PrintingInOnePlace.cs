using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>What is printed goes by way of what cleans it.</summary>
public sealed class PrintingInOnePlace
{
    [Theory]
    [InlineData("Console.Out", "Terminal/StandardOutput.cs")]
    [InlineData("Console.Write", "")]
    [InlineData("Log.Information(", "")]
    [InlineData("Log.Warning(", "")]
    [InlineData("Log.Error(", "")]
    [InlineData("Log.Verbose(", "")]
    [InlineData("Log.Debug(", "")]
    public void NothingElsePrints(string call, string place) =>
        Assert.Equal(
            place.Length == 0 ? [] : [place],
            Directory
                .EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file).Contains(call, StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(Source, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
        );

    private static string Source
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Stevedore.slnx")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests are not in the repository.");
            }

            return Path.Combine(folder.FullName, "src", "Stevedore");
        }
    }
}
