using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class TheReference
{
    [Fact]
    public void IsThis() =>
        GoldenFile.Equal(
            "../../../../docs/settings.md",
            SettingsReference.Text(Given.Kinds, assembly => File.ReadAllText(Path.ChangeExtension(assembly.Location, "xml")))
        );
}
