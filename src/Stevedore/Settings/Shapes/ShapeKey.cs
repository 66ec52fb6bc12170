using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>A key that an object may have.</summary>
/// <param name="Name">As stevedore.json writes it.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Rule">What its value must also satisfy; null for nothing.</param>
/// <param name="IsRequired">Whether its object means nothing without it.</param>
internal sealed record ShapeKey(string Name, Shape Shape, ValueRule? Rule = null, bool IsRequired = false)
{
    public static ShapeKey Text(string name, Func<string, Layers.Complaint?>? rule = null, bool isRequired = false) =>
        new(name, Shape.Text, rule is null ? null : ValueRule.Of(rule), isRequired);

    public static ShapeKey Choice(string name, params ImmutableArray<string> choices) => new(name, Shape.Text, ValueRule.OneOf(choices));

    public static ShapeKey Flag(string name) => new(name, Shape.Flag);
}
