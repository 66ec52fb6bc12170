using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The clients against the official service models.</summary>
public sealed class FollowingTheModels(LabFixture lab)
{
    private static readonly JsonSerializerOptions Writing = new() { Converters = { new BytesWritten() }, WriteIndented = true };

    public static TheoryData<string, string> Operations => CompatClient.Operations;

    public static TheoryData<string> Services => CompatClient.Services;

    [Theory]
    [MemberData(nameof(Operations))]
    public void HasTheMembersOfRequestAndResponse(string service, string operation)
    {
        var (client, model) = Load(service);
        Assert.True(model.Has(operation));
        var differences = new Comparison(service);
        differences.Compare(client.RequestType(operation), model.Input(operation));
        differences.Compare(client.ResponseType(operation), model.Output(operation));
        Assert.Empty(differences.Found);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task WritesRequestsAsTheyAreModelled(string service, string operation)
    {
        var (client, model) = Load(service);
        var sample = Sample.Json(model.Input(operation));
        using var wire = new Wire(HttpStatusCode.OK, "{}");
        await client.Call(operation, Sample.Object(client.RequestType(operation), sample)!, wire);

        Assert.True(JsonNode.DeepEquals(sample, JsonNode.Parse(wire.Sent)), $"Modelled: {sample.ToJsonString()}\nSent: {wire.Sent}");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task ReadsResponsesAsTheyAreModelled(string service, string operation)
    {
        var (client, model) = Load(service);
        var sample = Sample.Json(model.Output(operation));
        using var wire = new Wire(HttpStatusCode.OK, sample.ToJsonString());
        var response = await client.Call(operation, Activator.CreateInstance(client.RequestType(operation))!, wire);

        var expected = (AmazonWebServiceResponse)Sample.Object(client.ResponseType(operation), sample)!;
        var read = (AmazonWebServiceResponse)response;
        (expected.ResponseMetadata, expected.ContentLength, expected.HttpStatusCode) = (
            read.ResponseMetadata,
            read.ContentLength,
            read.HttpStatusCode
        );
        Assert.Equal(Written(expected), Written(response));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task GivesEveryErrorItsType(string service, string operation)
    {
        var (client, model) = Load(service);
        foreach (var code in model.Errors(operation))
        {
            using var wire = new Wire(HttpStatusCode.BadRequest, $$"""{"__type":"{{code}}","message":"because"}""");
            var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() =>
                client.Call(operation, Activator.CreateInstance(client.RequestType(operation))!, wire)
            );
            Assert.Equal(code.EndsWith("Exception", StringComparison.Ordinal) ? code : $"{code}Exception", error.GetType().Name);
            Assert.Equal(code, error.ErrorCode);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void NamesTheValuesOfEnumerations(string service)
    {
        var (client, model) = Load(service);
        foreach (var type in client.Interface.Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ConstantClass))))
        {
            var constants = type.GetFields(BindingFlags.Public | BindingFlags.Static);
            var values = constants.Select(field => ((ConstantClass)field.GetValue(null)!).Value);
            var modelled = model.FindShape(type.Name)?.Enumeration ?? [];
            Assert.Empty(modelled.Except(values));
            Assert.DoesNotContain(values.Except(modelled), value => !NewerMembers.Has(service, type.Name, value));
        }
    }

    [Fact]
    public void ListsNothingAsNewerThatTheClientsDoNotHave()
    {
        var unknown = NewerMembers.All.Where(line =>
        {
            var (service, shape, member) = (line.Split(' ')[0], line.Split(' ')[1].Split('.')[0], line.Split('.')[1]);
            var types = CompatClient.Of(service).Interface.Assembly.GetExportedTypes();
            return Array.Find(types, type => type.Name == shape) is not { } type
                || (Sample.Property(type, member) is null && type.GetField(member) is null);
        });
        Assert.Empty(unknown);
    }

    private static string Written(object value) => JsonSerializer.Serialize(value, value.GetType(), Writing);

    private (CompatClient Client, ServiceModel Model) Load(string service) =>
        (CompatClient.Of(service), ServiceModel.Load(ModelFile.Folder(lab), service));
}
