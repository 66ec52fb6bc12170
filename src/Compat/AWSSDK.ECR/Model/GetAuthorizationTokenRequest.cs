using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Asks for a login with the rights of the caller.</summary>
public class GetAuthorizationTokenRequest : AmazonECRRequest, IJsonShape
{
    void IJsonShape.Write(Utf8JsonWriter json) { }
}
