using System.Reflection;
using Amazon.Runtime;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Collects what a type of a client and its shape in the model do not have in common.</summary>
internal sealed class Comparison(string service)
{
    private readonly HashSet<Type> compared = [];

    public List<string> Found { get; } = [];

    public void Compare(Type type, Shape shape)
    {
        if (!compared.Add(type))
        {
            return;
        }

        var members = shape.Members;
        foreach (var (name, member) in members)
        {
            if (Sample.Property(type, name) is { } property)
            {
                CompareValues($"{type.Name}.{name}", property.PropertyType, member);
            }
            else
            {
                Found.Add($"{type.Name} has no {name}");
            }
        }

        Found.AddRange(shape.Required.Where(name => !members.ContainsKey(name)).Select(name => $"{type.Name} is no good without {name}"));
        Found.AddRange(
            Properties(type)
                .Where(property => !members.Keys.Any(name => Sample.Property(type, name) == property))
                .Where(property => !NewerMembers.Has(service, type.Name, char.ToLowerInvariant(property.Name[0]) + property.Name[1..]))
                .Select(property => $"{shape.Name} has no {property.Name}")
        );
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private void CompareValues(string where, Type type, Shape shape)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        var matches = shape.Type switch
        {
            "string" when shape.Enumeration.Length > 0 => type.IsSubclassOf(typeof(ConstantClass)) && type.Name == shape.Name,
            "string" => type == typeof(string),
            "integer" => underlying == typeof(int),
            "long" => underlying == typeof(long),
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
            Found.Add($"{where} is {type.Name}, not {shape.Type} {shape.Name}");
        }
        else if (shape.Type == "list")
        {
            CompareValues(where, type.GetGenericArguments()[0], shape.Element);
        }
        else if (shape.Type == "map")
        {
            CompareValues(where, type.GetGenericArguments()[1], shape.Value);
        }
        else if (shape.Type == "structure")
        {
            Compare(type, shape);
        }
    }

    private static bool Generic(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
