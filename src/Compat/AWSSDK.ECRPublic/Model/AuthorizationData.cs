using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>A login to <c>public.ecr.aws</c> that lasts 12 hours: base64 of <c>AWS:password</c>.</summary>
public class AuthorizationData
{
    public string? AuthorizationToken { get; set; }

    public DateTime? ExpiresAt { get; set; }

    internal static AuthorizationData Read(JsonElement json) =>
        new() { AuthorizationToken = json.Text("authorizationToken"), ExpiresAt = json.Time("expiresAt") };
}
