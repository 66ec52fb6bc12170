namespace Stevedore.Registries.Distribution;

/// <summary>A registry did not do what it was asked.</summary>
public sealed class RegistryException(RegistryFault fault, string what, string why, string fix, Exception? inner = null)
    : StevedoreException(what, why, fix, inner)
{
    /// <summary>The class of the failure, to decide from.</summary>
    public RegistryFault Fault { get; } = fault;
}
