using System.Reflection;
using Amazon.Runtime;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>What holds for every genuine client of AWS's holds for the generated ones.</summary>
public sealed class KeepingTheConventions
{
    public static TheoryData<string> Assemblies =>
        ["AWSSDK.S3", "AWSSDK.SimpleSystemsManagement", .. CompatClient.All.Select(client => client.Interface.Assembly.GetName().Name!)];

    /// <summary>S3's client has parts that are written by hand.</summary>
    public static TheoryData<string> AssembliesFromModels =>
        [.. Assemblies.Select(row => row.Data).Where(assembly => assembly != "AWSSDK.S3")];

    [Theory]
    [MemberData(nameof(AssembliesFromModels))]
    public void LetsEveryValueBeUnset(string assembly)
    {
        var set = Types(assembly)
            .Where(IsMessage)
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property =>
                property.CanWrite && property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null
            );
        Assert.Empty(set.Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void MakesErrorsInTheSameWays(string assembly)
    {
        string[] ways =
        [
            "Void .ctor(System.Exception)",
            "Void .ctor(System.String)",
            "Void .ctor(System.String, Amazon.Runtime.ErrorType, System.String, System.String, System.Net.HttpStatusCode)",
            "Void .ctor(System.String, System.Exception)",
            "Void .ctor(System.String, System.Exception, Amazon.Runtime.ErrorType, System.String, System.String, System.Net.HttpStatusCode)",
        ];
        var parent = Assert.Single(Types(assembly), type => type.BaseType == typeof(AmazonServiceException));
        Type[] errors = [parent, .. Types(assembly).Where(type => IsModelled(type) && type.IsSubclassOf(typeof(AmazonServiceException)))];
        Assert.True(errors.Length > 1);
        Assert.All(errors, error => Assert.Empty(ways.Except(error.GetConstructors().Select(way => way.ToString()!))));
        Assert.All(errors.Skip(1), error => Assert.True(error.IsSubclassOf(parent)));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void TakesOneRequestAndATokenThatMayBeLeftOut(string assembly)
    {
        var client = Assert.Single(Types(assembly), type => type.IsSubclassOf(typeof(AmazonServiceClient)));
        var operations = client
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method =>
                method.GetParameters() is [{ ParameterType: var request }, _] && request.IsSubclassOf(typeof(AmazonWebServiceRequest))
            )
            .ToArray();
        Assert.NotEmpty(operations);
        Assert.All(
            operations,
            method =>
            {
                Assert.True(method.IsVirtual && !method.IsFinal);
                Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
                Assert.Equal(["request", "cancellationToken"], method.GetParameters().Select(parameter => parameter.Name));
                Assert.True(method.GetParameters()[1].HasDefaultValue);
                Assert.True(method.ReturnType.GetGenericArguments()[0].IsSubclassOf(typeof(AmazonWebServiceResponse)));
            }
        );
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void TakesTextForEveryEnumeration(string assembly)
    {
        var enumerations = Types(assembly).Where(type => type.IsSubclassOf(typeof(ConstantClass))).ToArray();
        Assert.NotEmpty(enumerations);
        Assert.All(
            enumerations,
            type =>
            {
                Assert.NotNull(type.GetConstructor([typeof(string)]));
                Assert.Equal(type, type.GetMethod("FindValue", BindingFlags.Public | BindingFlags.Static, [typeof(string)])!.ReturnType);
                Assert.Equal(type, type.GetMethod("op_Implicit", BindingFlags.Public | BindingFlags.Static, [typeof(string)])!.ReturnType);
            }
        );
    }

    [Theory]
    [MemberData(nameof(AssembliesFromModels))]
    public void LeavesCollectionsNull(string assembly)
    {
        var filled = Types(assembly)
            .Where(type => IsMessage(type) && type.GetConstructor([]) is not null)
            .SelectMany(type => type.GetProperties().Select(property => (property, Of: type)))
            .Where(one => typeof(System.Collections.ICollection).IsAssignableFrom(one.property.PropertyType) && one.property.CanWrite)
            .Where(one => one.property.GetValue(Activator.CreateInstance(one.Of)) is not null);
        Assert.Empty(filled.Select(one => $"{one.Of.Name}.{one.property.Name}"));
    }

    private static bool IsModelled(Type type) => type.Namespace!.EndsWith(".Model", StringComparison.Ordinal);

    private static bool IsMessage(Type type) =>
        !type.IsAbstract && (type.IsSubclassOf(typeof(AmazonWebServiceRequest)) || type.IsSubclassOf(typeof(AmazonWebServiceResponse)));

    private static Type[] Types(string assembly) => Assembly.Load(assembly).GetExportedTypes();
}
