namespace Stevedore.Registries.Distribution;

/// <summary>Why a registry did not do what it was asked.</summary>
public enum RegistryFault
{
    /// <summary>No answer came: name resolution, connection or TLS failed.</summary>
    Unreachable,

    /// <summary>The credentials were not accepted (401).</summary>
    Unauthorized,

    /// <summary>The credentials were accepted and lack the right (403).</summary>
    Denied,

    /// <summary>Too many requests (429).</summary>
    Limited,

    /// <summary>The repository is not there (404).</summary>
    Missing,

    /// <summary>Any other answer.</summary>
    Other,
}
