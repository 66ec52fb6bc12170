using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>A protocol that generated clients speak.</summary>
/// <param name="Name">The file of src/Compat/AwsProtocol that its clients import.</param>
internal sealed record Protocol(string Name, string ContentType, TimestampDefault Timestamps)
{
    public static Protocol Of(ServiceModel model) =>
        (model.Protocol, model.JsonVersion) switch
        {
            ("json", "1.0" or "1.1") => new("Json", $"application/x-amz-json-{model.JsonVersion}", new("unixTimestamp")),
            ("query", _) => new("Query", "application/x-www-form-urlencoded; charset=utf-8", new("iso8601")),
            var (other, _) => throw new ModelException(
                $"Cannot generate a client of {model.Service}",
                $"it speaks {other}",
                "Only json and query are spoken here."
            ),
        };
}
