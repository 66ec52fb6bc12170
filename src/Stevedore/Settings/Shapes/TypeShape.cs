using System.Reflection;
using System.Text.Json;
using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>The shape of a type of settings, read off its properties.</summary>
internal static class TypeShape
{
    public static Shape Of(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type == typeof(string) ? new(ShapeKind.Text, type, null, [])
            : type == typeof(bool) ? new(ShapeKind.Flag, type, null, [])
            : type.IsPrimitive || type == typeof(decimal) ? new(ShapeKind.Number, type, null, [])
            : type == typeof(TagSettings) || type == typeof(ServiceSettings) ? new(ShapeKind.TextOrKeys, type, null, Keys(type))
            : type == typeof(ApprovalSettings) ? new(ShapeKind.FlagOrKeys, type, null, Keys(type))
            : type == typeof(CredentialSettings) ? new(ShapeKind.Credentials, type, null, CredentialForm.Keys)
            : type == typeof(RegistrySettings) ? new(ShapeKind.Registry, type, null, [])
            : !type.IsGenericType ? new(ShapeKind.Keys, type, null, Keys(type))
            : type.GetGenericTypeDefinition() == typeof(OrderedDictionary<,>)
                ? new(ShapeKind.Map, type, Of(type.GetGenericArguments()[1]), [])
            : new(ShapeKind.List, type, Of(type.GetGenericArguments()[0]), []);
    }

    /// <summary>A type's own keys before those of the type that it extends.</summary>
    public static ImmutableArray<ShapeKey> Keys(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.Name != "EqualityContract")
                .Select(Key),
        ];

    private static ShapeKey Key(PropertyInfo property)
    {
        var setting = SettingAttribute.Of(property);
        var name = setting?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        return new(
            name,
            Of(property.PropertyType),
            property,
            setting is null ? null : ValueRule.Of(setting),
            setting?.IsRequired ?? false,
            setting?.Default
        );
    }
}
