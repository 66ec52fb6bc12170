using System.Text.Json;

namespace Stevedore.Compat.AwsJson;

/// <summary>A request, or a part of one, that writes its members into an open JSON object.</summary>
internal interface IJsonShape
{
    void Write(Utf8JsonWriter json);
}
