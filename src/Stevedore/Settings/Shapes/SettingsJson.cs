using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stevedore.Settings.Shapes;

/// <summary>The one description of the settings' keys and types; the reader, the checks and the schema all derive from it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(SettingsFile))]
[JsonSerializable(typeof(StevedoreSettings))]
[JsonSerializable(typeof(EcrSettings))]
[JsonSerializable(typeof(EcrPublicSettings))]
[JsonSerializable(typeof(DockerHubSettings))]
[JsonSerializable(typeof(PlainRegistrySettings))]
[JsonSerializable(typeof(SecretsManagerCredentialSettings))]
[JsonSerializable(typeof(ParameterStoreCredentialSettings))]
[JsonSerializable(typeof(EnvironmentCredentialSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    /// <summary>The context as it is used. <see cref="Default"/> knows a tag only as an object.</summary>
    public static SettingsJson Bound => Once.Value;

    // The generated part of this class has static initializers too; a class of its own runs after them.
    private static class Once
    {
        public static readonly SettingsJson Value = new(
            new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Converters = { new TagSettingsConverter() } }
        );
    }
}
