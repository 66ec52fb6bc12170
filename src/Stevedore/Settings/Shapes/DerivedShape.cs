using System.Text.Json.Serialization.Metadata;

namespace Stevedore.Settings.Shapes;

/// <summary>The shape that metadata describes: of the kinds that other packages add, which have no table here.</summary>
internal static class DerivedShape
{
    public static ImmutableArray<ShapeKey> Keys(JsonTypeInfo info) =>
        [
            .. info.Properties.Select(property => new ShapeKey(
                property.Name,
                Of(info.Options.GetTypeInfo(property.PropertyType)),
                Rule: null,
                property.AssociatedParameter is { HasDefaultValue: false }
            )),
        ];

    public static Shape Of(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return type == typeof(string) ? Shape.Text
            : type == typeof(bool) ? Shape.Flag
            : type == typeof(TagSettings) ? SettingsShapes.Tag
            : type == typeof(CredentialSettings) ? CredentialForm.Shape
            : type == typeof(RegistrySettings) ? Shape.Registry
            : info.Kind switch
            {
                JsonTypeInfoKind.Object => Shape.Object(Keys(info)),
                JsonTypeInfoKind.Dictionary => Shape.Map(Of(info.Options.GetTypeInfo(info.ElementType!))),
                JsonTypeInfoKind.Enumerable => Shape.List(Of(info.Options.GetTypeInfo(info.ElementType!))),
                _ => Shape.Number,
            };
    }
}
