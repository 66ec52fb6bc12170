using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>The login asked for.</summary>
public class GetAuthorizationTokenResponse : AmazonWebServiceResponse
{
    public AuthorizationData? AuthorizationData { get; set; }

    internal static GetAuthorizationTokenResponse Read(JsonElement json) =>
        new() { AuthorizationData = json.Shape("authorizationData", AuthorizationData.Read) };
}
