namespace Stevedore.Settings.Shapes;

/// <summary>What a value may look like.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Type">The type that it is bound to.</param>
/// <param name="Element">A list's items or a map's values, else null.</param>
/// <param name="Keys">The keys of an object of known keys.</param>
internal sealed record Shape(ShapeKind Kind, Type Type, Shape? Element, ImmutableArray<ShapeKey> Keys);

internal enum ShapeKind
{
    Text,
    Flag,
    Number,
    List,

    /// <summary>An object whose keys are a person's own names.</summary>
    Map,

    /// <summary>An object whose keys are known.</summary>
    Keys,

    /// <summary>The same, which the text of its first key may stand for.</summary>
    TextOrKeys,

    /// <summary>The same with a flag.</summary>
    FlagOrKeys,
    Credentials,

    /// <summary>Which keys it has depends on its type: <see cref="KnownKinds"/>.</summary>
    Registry,
}
