using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Stevedore.Tests.Ecs;

/// <summary>An answer on the wire.</summary>
internal sealed record WireAnswer(int Status, string ContentType, string Body);

/// <summary>Speaks JSON 1.1 and the query protocol for the stub.</summary>
internal static class StubProtocol
{
    private const string Json = "application/x-amz-json-1.1";
    private const string Xml = "text/xml";

    /// <param name="target">The header <c>X-Amz-Target</c>; null where the operation is in the body.</param>
    /// <exception cref="ConnectionLostException">Nothing is to be answered.</exception>
    public static WireAnswer Answer(EcsStub stub, string? target, string body)
    {
        try
        {
            return target is null ? AnswerQuery(stub, body) : AnswerJson(stub, target, body);
        }
        catch (StubException error) when (target is not null)
        {
            return new(error.Status, Json, new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }.ToJsonString());
        }
        catch (StubException error)
        {
            var sender = new XElement("Type", "Sender");
            var told = new XElement("Error", sender, new XElement("Code", error.Code), new XElement("Message", error.Message));
            return new(error.Status, Xml, new XElement("ErrorResponse", told, new XElement("RequestId", "request-1")).ToString());
        }
    }

    private static WireAnswer AnswerJson(EcsStub stub, string target, string body)
    {
        var input = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
        return new(200, Json, stub.Answer(target.Split('.')[^1], input).ToJsonString());
    }

    private static WireAnswer AnswerQuery(EcsStub stub, string body)
    {
        var form = body.Split('&')
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[^1].Replace('+', ' ')));
        var operation = form.GetValueOrDefault("Action", "");
        var input = new JsonObject();
        foreach (var (name, value) in form.Where(pair => pair.Key is not ("Action" or "Version")))
        {
            input[name] = value;
        }

        XNamespace space =
            stub.Operations.GetValueOrDefault(operation)?.Service == "elbv2"
                ? "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"
                : "https://sts.amazonaws.com/doc/2011-06-15/";
        var result = new XElement(space + $"{operation}Result", Elements(space, stub.Answer(operation, input)));
        return new(200, Xml, new XElement(space + $"{operation}Response", result).ToString());
    }

    private static IEnumerable<XElement> Elements(XNamespace space, JsonObject json) =>
        json.Select(member => new XElement(space + member.Key, Content(space, member.Value)));

    private static object? Content(XNamespace space, JsonNode? value) =>
        value switch
        {
            JsonObject json => Elements(space, json),
            JsonArray items => items.Select(item => new XElement(space + "member", Content(space, item))),
            null => null,
            _ => value.ToString(),
        };
}
