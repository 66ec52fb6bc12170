using System.Text;
using Stevedore.Credentials;

namespace Stevedore.Registries;

/// <summary>The tokens of ECR and ECR Public: base64 of <c>AWS:password</c>.</summary>
internal static class AuthorizationToken
{
    /// <param name="token">Null where AWS gave none.</param>
    /// <param name="source">What it is, for a person.</param>
    /// <param name="what">What is not possible without it.</param>
    /// <exception cref="StevedoreException">It is none.</exception>
    public static RegistryCredential Read(string? token, string source, string what, Redactor redactor)
    {
        var bytes = new byte[token?.Length ?? 0];
        var text = Convert.TryFromBase64String(token ?? "", bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        // It may be the secret, and is not repeated.
        return text.Split(':', 2) is [{ Length: > 0 } user, { Length: > 0 } password] && !text.Any(char.IsControl)
            ? new(user, new(password, redactor), source)
            : throw new StevedoreException(
                what,
                "what AWS answered holds no authorization token",
                "Check AWS_ENDPOINT_URL and the proxy: something else than AWS may have answered."
            );
    }
}
