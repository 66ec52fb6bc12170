using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>How a protocol writes times where the model does not say.</summary>
internal sealed record TimestampDefault(string Format)
{
    public string Code(string? modelled) =>
        (modelled ?? Format) switch
        {
            "iso8601" => "TimeFormat.Iso8601",
            "rfc822" => "TimeFormat.Rfc822",
            "unixTimestamp" => "TimeFormat.UnixTimestamp",
            var other => throw new ModelException($"Cannot write times as {other}", "no protocol has such a format", "Check the model."),
        };
}
