using System.Text;
using Stevedore.Credentials;

namespace Stevedore.Registries;

/// <summary>The tokens of ECR and ECR Public: base64 of <c>AWS:password</c>.</summary>
internal static class AuthorizationToken
{
    public static RegistryCredential Read(string token, string source, Redactor redactor)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(token));
        var separator = text.IndexOf(':', StringComparison.Ordinal);
        return new(text[..separator], new(text[(separator + 1)..], redactor), source);
    }
}
