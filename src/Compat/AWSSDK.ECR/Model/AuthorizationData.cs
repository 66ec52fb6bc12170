using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>A login that lasts 12 hours: base64 of <c>AWS:password</c>, for the registry at <c>ProxyEndpoint</c>.</summary>
public class AuthorizationData
{
    public string? AuthorizationToken { get; set; }

    public DateTime? ExpiresAt { get; set; }

    public string? ProxyEndpoint { get; set; }

    internal static AuthorizationData Read(JsonElement json) =>
        new()
        {
            AuthorizationToken = json.Text("authorizationToken"),
            ExpiresAt = json.Time("expiresAt"),
            ProxyEndpoint = json.Text("proxyEndpoint"),
        };
}
