using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>Asks for a login with the rights of the caller.</summary>
public class GetAuthorizationTokenRequest : AmazonECRPublicRequest, IJsonShape
{
    void IJsonShape.Write(Utf8JsonWriter json) { }
}
