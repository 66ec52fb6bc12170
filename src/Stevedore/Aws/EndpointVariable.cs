namespace Stevedore.Aws;

/// <summary>The endpoint that the environment names for a service.</summary>
internal static class EndpointVariable
{
    private const string ForAll = "AWS_ENDPOINT_URL";

    /// <summary>Whether it is set and says nothing, which the SDK takes for an address.</summary>
    /// <param name="service">The service's identifier, such as <c>Secrets Manager</c>.</param>
    /// <param name="variable">The environment.</param>
    /// <exception cref="StevedoreException">It is not the address of a service.</exception>
    public static bool IsEmpty(string service, Func<string, string?> variable)
    {
        var name = $"{ForAll}_{service.Replace(' ', '_').ToUpperInvariant()}";
        var chosen = variable(name) is not null ? name : ForAll;
        if (variable(chosen) is not { } value)
        {
            return false;
        }

        return value.Length == 0
            || (
                Uri.TryCreate(value, UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
                    ? false
                    // Its value may hold a password.
                    : throw new StevedoreException(
                        $"Cannot use {chosen}",
                        "it is not the address of a service",
                        "Write it as http://localhost:4566 or https://host, or unset it to ask AWS."
                    )
            );
    }
}
