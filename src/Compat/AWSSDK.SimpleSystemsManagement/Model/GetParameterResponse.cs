using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The parameter asked for.</summary>
public class GetParameterResponse : AmazonWebServiceResponse
{
    public Parameter? Parameter { get; set; }

    internal static GetParameterResponse Read(JsonElement json) => new() { Parameter = json.Shape("Parameter", Parameter.Read) };
}
