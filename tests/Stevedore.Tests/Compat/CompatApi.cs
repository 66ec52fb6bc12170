using System.Runtime.CompilerServices;
using Cake.Docker;
using Cake.Frosting;
using Xunit;

namespace Stevedore.Tests.Compat;

/// <summary>
/// What product code can use of the Cake packages that the feed lacks. The files beside this one hold the public API of the real packages, as reflection
/// reads it from their source: what stands in for them may have less, never more, and says the same about null.
/// </summary>
public sealed class CompatApi
{
    [Theory]
    [InlineData(typeof(CakeHost))]
    [InlineData(typeof(DockerAliases))]
    public void IsOfTheRealPackage(Type known)
    {
        var real = RealApi($"{known.Assembly.GetName().Name}.api.txt");

        var more = known.Assembly.GetExportedTypes().SelectMany(ApiLines.Of).Where(line => !IsIn(real, line));

        Assert.Empty(more);
    }

    [Fact]
    public void IsHeldToWhatIsSaidOfNull()
    {
        var real = RealApi("Cake.Docker.api.txt");

        Assert.True(IsIn(real, "Cake.Docker.DockerBuildXCreateSettings :: System.String! Driver { public get; public set; }"));
        Assert.False(IsIn(real, "Cake.Docker.DockerBuildXCreateSettings :: System.String? Driver { public get; public set; }"));
    }

    // Attributes of members only say how the real package renders them.
    private static bool IsIn(string[] real, string line) =>
        real.Any(each => each == line || each.StartsWith($"{line} [", StringComparison.Ordinal));

    private static string[] RealApi(string name, [CallerFilePath] string caller = "") =>
        File.ReadAllLines(Path.Combine(Path.GetDirectoryName(caller)!, name));
}
