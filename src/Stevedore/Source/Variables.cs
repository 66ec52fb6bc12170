namespace Stevedore.Source;

/// <summary>Environment variables, of which an empty one says as little as a missing one.</summary>
internal sealed record Variables(IReadOnlyDictionary<string, string> All)
{
    public string? this[string name] => All.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
