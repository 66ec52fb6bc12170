using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>A page of repositories; <c>NextToken</c> asks for the next.</summary>
public class DescribeRepositoriesResponse : AmazonWebServiceResponse
{
    public List<Repository>? Repositories { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    internal static DescribeRepositoriesResponse Read(JsonElement json) =>
        new() { Repositories = json.List("repositories", Repository.Read), NextToken = json.Text("nextToken") };
}
