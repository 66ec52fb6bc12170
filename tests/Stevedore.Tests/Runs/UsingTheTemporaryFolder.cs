using Xunit;

namespace Stevedore.Tests.Runs;

/// <summary>Classes that point TMPDIR somewhere else: with no other test beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class UsingTheTemporaryFolder
{
    public const string Name = "temporary folder";
}
