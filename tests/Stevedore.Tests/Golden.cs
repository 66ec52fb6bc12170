using System.Runtime.CompilerServices;
using Xunit;

namespace Stevedore.Tests;

/// <summary>Long expectations stand in files beside their test. <c>STEVEDORE_UPDATE_GOLDEN=1</c> writes what came out; the difference is then for review.</summary>
internal static class Golden
{
    public static void Equal(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("STEVEDORE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    public static void Equal(string name, byte[] actual, [CallerFilePath] string caller = "") =>
        Equal(name, System.Text.Encoding.UTF8.GetString(actual), caller);
}
