using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>The repository as it was made.</summary>
public class CreateRepositoryResponse : AmazonWebServiceResponse
{
    public Repository? Repository { get; set; }

    internal static CreateRepositoryResponse Read(JsonElement json) => new() { Repository = json.Shape("repository", Repository.Read) };
}
