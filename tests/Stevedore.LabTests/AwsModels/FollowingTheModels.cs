using System.Reflection;
using Amazon.Runtime;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The types of the clients against the service models.</summary>
public sealed class FollowingTheModels(LabFixture lab)
{
    public static TheoryData<string, string> Operations => CompatClient.Operations;

    public static TheoryData<string> Services => CompatClient.Services;

    [Theory]
    [MemberData(nameof(Operations))]
    public void HasTheMembersOfRequestAndResponse(string service, string operation)
    {
        var client = CompatClient.Of(service);
        var model = Models.Read(lab, service).Operation(operation);
        var differences = new Comparison();
        differences.Compare(client.RequestType(operation), model.Input);
        differences.Compare(client.ResponseType(operation), model.Output);
        Assert.Empty(differences.Found);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void NamesTheValuesOfEnumerations(string service)
    {
        var model = Models.Read(lab, service);
        foreach (
            var type in CompatClient
                .Of(service)
                .Interface.Assembly.GetExportedTypes()
                .Where(type => type.IsSubclassOf(typeof(ConstantClass)))
        )
        {
            var constants = type.GetFields(BindingFlags.Public | BindingFlags.Static);
            Assert.Equal(model.Shape(type.Name).Enumeration, constants.Select(field => ((ConstantClass)field.GetValue(null)!).Value));
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void ChoosesTheOperationsOfTheList(string service)
    {
        var list = CompatGenerate.OperationList.Parse(
            File.ReadAllText(Path.Combine(lab.RepositoryRoot, "build/CompatGenerate/operations.json"))
        );
        Assert.Equal(
            list.Single(entry => entry.Service == service).Operations,
            CompatClient.Of(service).OperationNames.Order(StringComparer.Ordinal)
        );
    }
}
