using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>Asks for the public registries of the account.</summary>
public class DescribeRegistriesRequest : AmazonECRPublicRequest, IJsonShape
{
    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("nextToken", NextToken);
        json.Member("maxResults", MaxResults);
    }
}
