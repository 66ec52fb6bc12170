using System.Text.Json.Serialization.Metadata;

namespace Stevedore.Settings;

/// <summary>A kind of registry that stevedore.json may name.</summary>
/// <param name="Type">The value of <c>type</c>, equal to <see cref="RegistrySettings.Type"/> of its settings.</param>
/// <param name="Keys">The source-generated metadata of its settings: their keys, types and, by attribute, descriptions.</param>
public sealed record RegistryKind(string Type, JsonTypeInfo Keys);
