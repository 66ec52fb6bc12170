namespace Stevedore.Settings.Shapes;

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
    Tag,
    Credentials,
    Registry,
}
