using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The parameters found; the others are named in <c>InvalidParameters</c>, which is no error.</summary>
public class GetParametersResponse : AmazonWebServiceResponse
{
    public List<Parameter>? Parameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string>? InvalidParameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static GetParametersResponse Read(JsonElement json) =>
        new() { Parameters = json.List("Parameters", Parameter.Read), InvalidParameters = json.Texts("InvalidParameters") };
}
