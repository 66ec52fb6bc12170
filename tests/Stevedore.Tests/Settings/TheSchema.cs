using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class TheSchema
{
    [Fact]
    public void IsThis() => GoldenFile.Equal("../../../../stevedore.schema.json", SettingsSchema.Text());
}
