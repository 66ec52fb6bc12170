using System.Reflection;
using Amazon.Runtime;
using CompatGenerate.Models;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Collects what a type of a client and its shape in the model do not have in common.</summary>
internal sealed class Comparison
{
    private readonly HashSet<Type> compared = [];

    public List<string> Found { get; } = [];

    public void Compare(Type type, Shape? shape)
    {
        if (!compared.Add(type))
        {
            return;
        }

        var members = shape?.Members ?? [];
        foreach (var member in members)
        {
            if (Sample.Property(type, member) is { } property)
            {
                CompareValues($"{type.Name}.{member.Name}", property.PropertyType, member.Shape, inCollection: false);
            }
            else
            {
                Found.Add($"{type.Name} has no {member.Name}");
            }
        }

        Found.AddRange(
            Properties(type)
                .Where(property => !members.Any(member => Sample.Property(type, member) == property))
                .Select(property => $"{type.Name}.{property.Name} is not modelled")
        );
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private void CompareValues(string where, Type type, Shape shape, bool inCollection)
    {
        var underlying = inCollection ? type : Nullable.GetUnderlyingType(type);
        var matches = shape.Type switch
        {
            "string" when shape.IsEnumeration && !inCollection => type.IsSubclassOf(typeof(ConstantClass)) && type.Name == shape.Name,
            "string" => type == typeof(string),
            "integer" => underlying == typeof(int),
            "long" => underlying == typeof(long),
            "float" => underlying == typeof(float),
            "double" => underlying == typeof(double),
            "boolean" => underlying == typeof(bool),
            "timestamp" => underlying == typeof(DateTime),
            "blob" => type == typeof(MemoryStream),
            "list" => Generic(type, typeof(List<>)),
            "map" => Generic(type, typeof(Dictionary<,>)),
            "structure" => type.Name == shape.Name,
            _ => false,
        };
        if (!matches)
        {
            Found.Add($"{where} is {type}, not {shape.Type} {shape.Name}");
        }
        else if (shape.Type == "list")
        {
            CompareValues(where, type.GetGenericArguments()[0], shape.Element, inCollection: true);
        }
        else if (shape.Type == "map")
        {
            CompareValues(where, type.GetGenericArguments()[1], shape.Value, inCollection: true);
        }
        else if (shape.Type == "structure")
        {
            Compare(type, shape);
        }
    }

    private static bool Generic(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
