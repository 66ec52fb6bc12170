using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>The login asked for, as a list of one.</summary>
public class GetAuthorizationTokenResponse : AmazonWebServiceResponse
{
    public List<AuthorizationData>? AuthorizationData { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static GetAuthorizationTokenResponse Read(JsonElement json) =>
        new() { AuthorizationData = json.List("authorizationData", Model.AuthorizationData.Read) };
}
