using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stevedore.LabTests.Shipping;

/// <summary>A call of an AWS API.</summary>
/// <param name="Service">As its signature names it, which is what IAM's actions begin with.</param>
/// <param name="Key">The access key that it is signed with.</param>
/// <param name="Body">The members of the query protocol as texts.</param>
public sealed partial record AwsCall(string Service, string Region, string Key, string Operation, JsonObject Body)
{
    /// <summary>What was handed back; empty where nothing behind was asked.</summary>
    public string Answer { get; set; } = "";

    public static AwsCall Of(HttpListenerRequest request, string body)
    {
        var scope = Scope().Match(request.Headers["Authorization"] ?? "");
        var target = request.Headers["X-Amz-Target"];
        var content = target is null ? Form(body) : (JsonObject)JsonNode.Parse(body.Length == 0 ? "{}" : body)!;
        return new(
            scope.Groups["service"].Value,
            scope.Groups["region"].Value,
            scope.Groups["key"].Value,
            target?.Split('.')[^1] ?? content["Action"]?.GetValue<string>() ?? "",
            content
        );
    }

    private static JsonObject Form(string body)
    {
        JsonObject form = [];
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
        {
            form[pair[0]] = WebUtility.UrlDecode(pair[^1]);
        }

        return form;
    }

    [GeneratedRegex("Credential=(?<key>[^/]+)/[0-9]+/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scope();
}
