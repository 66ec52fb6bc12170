using System.Text.Json;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>A value of an answer.</summary>
internal readonly struct Reader(JsonElement json)
{
    public string Text() => json.ToString();

    /// <summary>A member that is there and not null.</summary>
    public Reader? Find(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new Reader(value)
            : null;

    public IEnumerable<Reader> Items() =>
        json.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null).Select(item => new Reader(item));

    public IEnumerable<(string Key, Reader Value)> Entries() =>
        json.EnumerateObject()
            .Where(entry => entry.Value.ValueKind != JsonValueKind.Null)
            .Select(entry => (entry.Name, new Reader(entry.Value)));
}
