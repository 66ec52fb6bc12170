namespace Stevedore.Templates;

/// <summary>What kind of ref a rule is about.</summary>
public enum RefKind
{
    Branch,
    Tag,
}
