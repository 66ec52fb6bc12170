using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>The repository as it was made.</summary>
public class CreateRepositoryResponse : AmazonWebServiceResponse
{
    public Repository? Repository { get; set; }

    public RepositoryCatalogData? CatalogData { get; set; }

    internal static CreateRepositoryResponse Read(JsonElement json) =>
        new()
        {
            Repository = json.Shape("repository", Repository.Read),
            CatalogData = json.Shape("catalogData", RepositoryCatalogData.Read),
        };
}
