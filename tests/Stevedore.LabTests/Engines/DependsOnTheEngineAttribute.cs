using Xunit.v3;

namespace Stevedore.LabTests.Engines;

/// <summary>Marks tests whose outcome depends on the engine: what it builds, keeps, pushes and says. They run on CodeBuild's engine as well.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DependsOnTheEngineAttribute : Attribute, ITraitAttribute
{
    /// <summary>The trait, as <c>--filter-trait Engine=28</c> and the traits of a theory's row name it.</summary>
    public const string Trait = "Engine";

    /// <summary>The engine besides the usual one.</summary>
    public const string Other = "28";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Trait, Other)];
}
