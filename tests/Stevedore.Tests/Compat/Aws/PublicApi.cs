using System.Diagnostics;
using System.Reflection;
using Amazon.CloudFormation;
using Amazon.CodeConnections;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.ECS;
using Amazon.SecretsManager;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>
/// What product code can use of the clients. A change of Golden/*.txt is one that the real packages must have too; run the tests with
/// STEVEDORE_UPDATE_GOLDEN=1 to write them anew.
/// </summary>
public static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData(typeof(IAmazonCloudFormation))]
    [InlineData(typeof(IAmazonCodeConnections))]
    [InlineData(typeof(IAmazonECR))]
    [InlineData(typeof(IAmazonECRPublic))]
    [InlineData(typeof(IAmazonECS))]
    [InlineData(typeof(IAmazonSecretsManager))]
    public static void IsAsWritten(Type client)
    {
        var assembly = client.Assembly;
        var file = Path.Combine(Golden(), $"{assembly.GetName().Name}.txt");
        var api = assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines).ToArray();
        if (Environment.GetEnvironmentVariable("STEVEDORE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, string.Join('\n', api) + "\n");
        }

        var written = File.ReadAllLines(file);
        if (IsRealPackage(assembly))
        {
            // The real package has all of it, and more.
            Assert.Empty(written.Except(api));
        }
        else
        {
            Assert.Equal(written, api);
        }
    }

    private static bool IsRealPackage(Assembly assembly) => FileVersionInfo.GetVersionInfo(assembly.Location).FileMajorPart > 0;

    private static IEnumerable<string> Lines(Type type) =>
        type.GetMembers(Declared)
            .Where(member => member is not MethodInfo { IsSpecialName: true } || member.Name.StartsWith("op_", StringComparison.Ordinal))
            .Where(member => member is not Type && IsVisible(member))
            .Select(member => $"{type.FullName} {member}")
            .Order(StringComparer.Ordinal)
            .Prepend($"{type.FullName} : {type.BaseType}");

    private static bool IsVisible(MemberInfo member) =>
        member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field.IsPublic || field.IsFamily,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            _ => true,
        };

    private static string Golden()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Stevedore.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Stevedore.Tests", "Compat", "Aws", "Golden");
    }
}
