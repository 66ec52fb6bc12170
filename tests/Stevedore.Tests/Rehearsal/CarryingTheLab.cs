using Xunit;

namespace Stevedore.Tests.Rehearsal;

/// <summary>The lab goes with the package; files that NuGet leaves out of packages fail the packing.</summary>
public sealed class CarryingTheLab
{
    [Fact]
    public void HoldsWhatRunsAndNoHiddenFile()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "lab"))
            .Select(file => Path.GetFileName(file))
            .ToArray();

        Assert.Contains("lab.sh", files);
        Assert.DoesNotContain(files, name => name.StartsWith('.'));
    }
}
