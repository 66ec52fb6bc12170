namespace Stevedore.Registries.Distribution;

/// <summary>A registry did not do what it was asked.</summary>
internal sealed class RegistryException(RegistryFault fault, string what, string why, string fix, Exception? inner = null)
    : StevedoreException(what, why, fix, inner)
{
    /// <summary>The class of the failure, to decide from.</summary>
    public RegistryFault Fault { get; } = fault;

    /// <summary>Whether the same may succeed a moment later.</summary>
    public bool MayPass { get; init; }

    /// <summary>The address of the token service that refused the credential; null where the registry itself did.</summary>
    public string? TokenService { get; init; }

    /// <summary>When the registry wants to be asked again; null where it does not say.</summary>
    public System.Net.Http.Headers.RetryConditionHeaderValue? RetryAfter { get; init; }
}

/// <summary>Why a registry did not do what it was asked.</summary>
internal enum RegistryFault
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
