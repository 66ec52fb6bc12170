using System.Text.Json.Nodes;
using CompatGenerate;
using CompatGenerate.Models;

namespace Stevedore.Tests.Compat.Generator;

/// <summary>A model of one operation, <c>Ask</c>, of which a test says what matters to it.</summary>
internal static class SmallModel
{
    private const string Rules = """
        {"rules":[{"conditions":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}],"endpoint":{"url":{"ref":"Endpoint"}},"type":"endpoint"},
                  {"conditions":[],"error":"Missing Region","type":"error"}]}
        """;

    /// <param name="input">The members of the request: <c>"name":{"shape":…}</c>.</param>
    /// <param name="shapes">More shapes: <c>,"Name":{…}</c>.</param>
    /// <param name="operation">More of the operation: <c>,"errors":[…]</c>.</param>
    public static ServiceModel Of(
        string input = "",
        string output = "",
        string shapes = "",
        string operation = "",
        string metadata = """, "protocol":"json","jsonVersion":"1.1","targetPrefix":"T" """,
        string rules = Rules,
        string service = "ecs"
    ) =>
        new(
            service,
            JsonNode
                .Parse(
                    $$"""
                    {
                      "metadata": {"apiVersion":"2020-01-01","endpointPrefix":"ecs","serviceId":"ECS"{{metadata}}},
                      "operations": {"Ask":{"name":"Ask","input":{"shape":"AskInput"},"output":{"shape":"AskResult"}{{operation}} } },
                      "shapes": {
                        "AskInput":{"type":"structure","members":{ {{input}} } },"AskResult":{"type":"structure","members":{ {{output}} } },
                        "Text":{"type":"string"},"Texts":{"type":"list","member":{"shape":"Text"} }{{shapes}}
                      }
                    }
                    """
                )!
                .AsObject(),
            JsonNode.Parse(rules)!.AsObject()
        );

    /// <summary>All that is generated, without the layout.</summary>
    public static string Generated(ServiceModel model) =>
        string.Join(
            ' ',
            string.Concat(ClientPackage.Generate(model, ["Ask"]).Select(file => file.Text))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
}
