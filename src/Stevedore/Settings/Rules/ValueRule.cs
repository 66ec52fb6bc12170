using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>What a text must satisfy beyond being text; for a list or a map, each of its texts.</summary>
internal sealed record ValueRule
{
    /// <summary>Null when the value will do.</summary>
    public Func<string, Complaint?>? Value { get; init; }

    /// <summary>The same for the names that a map gives its values.</summary>
    public Func<string, Complaint?>? Key { get; init; }

    /// <summary>All values there are, else empty. The schema offers them.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Whether a list without items is a fault.</summary>
    public bool NeedsItem { get; init; }

    public static ValueRule Of(Func<string, Complaint?> value) => new() { Value = value };

    public static ValueRule OneOf(params ImmutableArray<string> choices) =>
        new()
        {
            Choices = choices,
            Value = value =>
                choices.Contains(value) ? null : new($"{TokenShape.Quoted(value)} is not a choice here", Nearest.Hint(value, choices)),
        };
}
