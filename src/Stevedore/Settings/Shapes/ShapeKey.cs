using System.Text.Json.Serialization.Metadata;
using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>A key that an object may have.</summary>
/// <param name="Name">As stevedore.json writes it.</param>
/// <param name="Info">The metadata of its value.</param>
/// <param name="Rule">What its value must also satisfy; null for nothing.</param>
/// <param name="IsRequired">Whether its object means nothing without it.</param>
internal sealed record ShapeKey(string Name, JsonTypeInfo Info, ValueRule? Rule, bool IsRequired)
{
    // Looked up when asked for: most runs touch few of the keys.
    public Shape Shape => Shape.Of(Info);
}
