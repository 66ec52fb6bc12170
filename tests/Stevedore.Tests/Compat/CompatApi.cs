using System.Diagnostics;
using System.Reflection;
using Cake.Docker;
using Cake.Frosting;
using Xunit;

namespace Stevedore.Tests.Compat;

/// <summary>
/// What product code can use of the Cake packages that the feed lacks. A new line here is one that the real package must have too; run the
/// tests with STEVEDORE_UPDATE_GOLDEN=1 to write the files anew.
/// </summary>
public sealed class CompatApi
{
    [Theory]
    [InlineData(typeof(CakeHost))]
    [InlineData(typeof(DockerAliases))]
    public void IsAsWritten(Type known)
    {
        var assembly = known.Assembly;
        var file = GoldenFile($"{assembly.GetName().Name}.api.txt");
        var api = assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(ApiLines.Of).ToArray();
        if (Environment.GetEnvironmentVariable("STEVEDORE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, string.Join('\n', api) + "\n");
        }

        var written = File.ReadAllLines(file);
        if (FileVersionInfo.GetVersionInfo(assembly.Location).FileMajorPart > 0)
        {
            // The real package has all of it, and more.
            Assert.Empty(written.Except(api, StringComparer.Ordinal));
        }
        else
        {
            Assert.Equal(written, api);
        }
    }

    private static string GoldenFile(string name, [System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, name);
}
