using System.Reflection;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using CompatGenerate;
using CompatGenerate.Code;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>
/// What the generator would make of services whose packages the feed has, against these packages, which are newer than the models and may
/// have more.
/// </summary>
public sealed class FollowingTheGenuineClients(LabFixture lab)
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private ServiceModel Model => Models.ReadOfficial(lab, "ssm");

    [Fact]
    public void NamesMembersAndTheirTypesAsTheyDo()
    {
        var operations = Model.OperationNames.Select(Model.Operation).ToArray();
        var used = UsedShapes.Of(operations);
        var classes = operations
            .SelectMany(operation =>
                new[] { ($"{operation.Name}Request", operation.Input), ($"{operation.Name}Response", operation.Output) }
            )
            .Concat(used.Structures.Select(shape => (shape.Key, (Shape?)shape.Value)))
            .Concat(used.Exceptions.Select(shape => (Names.Exception(shape.Key), (Shape?)shape.Value)));
        Assert.Empty(classes.SelectMany(one => Differences(one.Item1, one.Item2)));
    }

    [Fact]
    public void NamesTheValuesOfEnumerationsAsTheyDo()
    {
        var missing = UsedShapes
            .Of(Model.OperationNames.Select(Model.Operation))
            .Enumerations.Values.SelectMany(shape => shape.Enumeration.Select(value => (shape, value)))
            .Where(one => Constant(one.shape.Name, Names.Constant(one.value)) != one.value);
        Assert.Empty(missing.Select(one => $"{one.shape.Name} {one.value}"));
    }

    /// <summary>S3's client has names and types of its own; where both are the model's, a value may be null as everywhere.</summary>
    [Fact]
    public void LetsTheSameValuesBeNullAsTheirs()
    {
        var model = Models.ReadOfficial(lab, "s3");
        var values = model.Json["shapes"]!
            .AsObject()
            .Select(shape => model.Shape(shape.Key))
            .Where(shape => shape.Type == "structure")
            .SelectMany(shape => shape.Members)
            .Select(member =>
                (
                    member,
                    Expected: Written(member),
                    Found: Written(S3(member.Owner.Name)?.GetProperty(member.PropertyName, Own)?.PropertyType)
                )
            )
            .Where(one => one.Expected.EndsWith('?') && one.Found.TrimEnd('?') == one.Expected.TrimEnd('?'))
            .ToArray();
        Assert.True(values.Length > 50, $"Only {values.Length} values have the same name.");
        // The parts of an event stream are written by hand.
        var differences = values.Where(one => one.Expected != one.Found && one.member.Owner.Name is not ("Progress" or "Stats"));
        Assert.Empty(differences.Select(one => $"{one.member.Owner.Name}.{one.member.Name} is {one.Found}"));
    }

    private static Type? S3(string shape) =>
        typeof(IAmazonS3).Assembly.GetType(
            $"Amazon.S3.Model.{(shape.EndsWith("Output", StringComparison.Ordinal) ? shape[..^"Output".Length] + "Response" : shape)}"
        );

    private static string? Constant(string type, string field) => (Type(type)?.GetField(field)?.GetValue(null) as ConstantClass)?.Value;

    private static IEnumerable<string> Differences(string name, Shape? shape)
    {
        if (Type($"Model.{name}") is not { } type)
        {
            return [$"There is no {name}."];
        }

        return (shape?.Members ?? [])
            .Where(member => !shape!.IsException || member.PropertyName != "Message")
            .Select(member => (member, Expected: Written(member), Found: Written(Sample.Property(type, member)?.PropertyType)))
            .Where(one => one.Expected != one.Found)
            .Select(one => $"{name}.{one.member.PropertyName} is {one.Found}, not {one.Expected}.");
    }

    private static Type? Type(string name) =>
        typeof(IAmazonSimpleSystemsManagement).Assembly.GetType($"Amazon.SimpleSystemsManagement.{name}");

    // Only value types show at run time whether they take null.
    private static string Written(Member member)
    {
        var type = ValueCode.PropertyType(member.Shape);
        return type is "int" or "long" or "float" or "double" or "bool" or "DateTime" ? type + "?" : type;
    }

    private static string Written(Type? type) =>
        type switch
        {
            null => "nothing",
            { IsGenericType: true } when Nullable.GetUnderlyingType(type) is { } value => Written(value) + "?",
            { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Written))}>",
            _ => type.Name switch
            {
                "String" => "string",
                "Int32" => "int",
                "Int64" => "long",
                "Single" => "float",
                "Double" => "double",
                "Boolean" => "bool",
                var name => name,
            },
        };
}
