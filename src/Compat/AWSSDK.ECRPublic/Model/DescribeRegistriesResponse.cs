using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>A page of registries; <c>NextToken</c> asks for the next.</summary>
public class DescribeRegistriesResponse : AmazonWebServiceResponse
{
    public List<Registry>? Registries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    internal static DescribeRegistriesResponse Read(JsonElement json) =>
        new() { Registries = json.List("registries", Registry.Read), NextToken = json.Text("nextToken") };
}
