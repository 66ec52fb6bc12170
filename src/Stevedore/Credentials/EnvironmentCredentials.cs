using Cake.Core;
using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Credentials in two environment variables.</summary>
internal sealed class EnvironmentCredentials(ICakeEnvironment environment, Redactor redactor) : ICredentialSource
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(EnvironmentCredentialSettings);

    /// <inheritdoc/>
    public Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation)
    {
        var names = (EnvironmentCredentialSettings)request.Settings;
        var missing = new[] { names.Username, names.Password }.Where(name => Value(name) is null).ToArray();
        return missing.Length == 0
            ? Task.FromResult<RegistryCredential?>(
                new(Value(names.Username)!, new(Value(names.Password)!, redactor), $"the variables {names.Username} and {names.Password}")
            )
            : throw new StevedoreException(
                $"Cannot log in to {request.Host}",
                $"the environment variable{(missing.Length > 1 ? "s" : "")} {string.Join(" and ", missing.Select(TokenShape.Variable))} {(missing.Length > 1 ? "are" : "is")} not set",
                $"Set {(missing.Length > 1 ? "them" : "it")}, or name other ones in registries.{request.Registry}.credentials.environment."
            );
    }

    private string? Value(string name) => environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value ? value : null;
}
