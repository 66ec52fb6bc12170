using PublicApiGenerator;
using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>What consumers compile against: a difference is for a person to decide.</summary>
public sealed class KeepingThePublicApi
{
    [Fact]
    public void IsWhatWasDecided() =>
        Golden.Equal(
            "PublicApi.txt",
            typeof(StevedoreException).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }) + "\n"
        );
}
