using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>The input of an operation, as it is sent.</summary>
internal sealed class JsonRequest(JsonObject body) : AmazonWebServiceRequest
{
    public JsonObject Body => body;
}

/// <summary>The answer of an operation, as it came.</summary>
internal sealed class JsonAnswer : AmazonWebServiceResponse
{
    public JsonObject Body { get; init; } = [];
}
