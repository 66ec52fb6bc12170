using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>Asks about a secret, not for its value.</summary>
public class DescribeSecretRequest : AmazonSecretsManagerRequest, IJsonShape
{
    public string? SecretId { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("SecretId", SecretId);
    }
}
