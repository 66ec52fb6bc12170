using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The version that was stored.</summary>
public class PutParameterResponse : AmazonWebServiceResponse
{
    public long? Version { get; set; }

    public ParameterTier? Tier { get; set; }

    internal static PutParameterResponse Read(JsonElement json) =>
        new() { Version = json.Long("Version"), Tier = json.Constant("Tier", value => new ParameterTier(value)) };
}
