using System.Text.Json;

namespace Stevedore.Registries.Distribution;

/// <summary>Reads JSON so that it has one meaning, whoever else reads it.</summary>
internal static class RegistryJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <exception cref="JsonException">It is none, says something twice, or is deeper than manifests and configurations are.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> content) => JsonDocument.Parse(content, Strict);

    /// <summary>Sees that no name stands there in another case: docker and the registries would read it, and others would not.</summary>
    /// <remarks>Go's decoder folds case, <c>ſ</c> to <c>s</c> and the Kelvin sign to <c>k</c> included.</remarks>
    /// <exception cref="JsonException">One does.</exception>
    public static void Exact(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var property in element.EnumerateObject())
        {
            var folded = property.Name.Replace('\u017f', 's').Replace('\u212a', 'k');
            foreach (var name in names)
            {
                if (folded.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Name != name)
                {
                    throw new JsonException($"It has {property.Name} in place of {name}.");
                }
            }
        }
    }
}
