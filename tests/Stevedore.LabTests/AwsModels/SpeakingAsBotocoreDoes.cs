using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Amazon.Runtime;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Every operation with every member set, against botocore: what is sent, what is read of an answer, and what of an error.</summary>
public sealed class SpeakingAsBotocoreDoes(LabFixture lab, SpeakingAsBotocoreDoes.Translations translations)
    : IClassFixture<SpeakingAsBotocoreDoes.Translations>
{
    public static TheoryData<string, string> Operations => CompatClient.Operations;

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task SendsTheSame(string service, string operation)
    {
        var client = CompatClient.Of(service);
        using var wire = new Wire(HttpStatusCode.OK, Answer(Operation(service, operation)));
        await client.Call(operation, Request(service, operation), wire);

        var expected = (await All())[$"{service} {operation}"];
        AssertEqual(WithFractions(expected["body"]!), wire.Sent);
        Assert.Equal((string?)expected["headers"]!["X-Amz-Target"], wire.Header("X-Amz-Target"));
        Assert.Equal((string?)expected["headers"]!["Content-Type"], wire.Header("Content-Type"));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task ReadsTheSame(string service, string operation)
    {
        var model = Operation(service, operation);
        using var wire = new Wire(HttpStatusCode.OK, Answer(model));
        var response = await CompatClient.Of(service).Call(operation, Request(service, operation), wire);

        AssertEqual((await All())[$"{service} {operation}"]["read"]!, Sample.Members(response, model.Output));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task GivesEveryErrorItsType(string service, string operation)
    {
        foreach (var error in Operation(service, operation).Errors)
        {
            using var wire = new Wire(HttpStatusCode.BadRequest, Answer(error));
            var thrown = await Assert.ThrowsAnyAsync<AmazonServiceException>(() =>
                CompatClient.Of(service).Call(operation, Request(service, operation), wire)
            );
            var expected = (await All())[$"{service} {operation} {error.Name}"]["read"]!["Error"]!;
            Assert.Equal(CompatGenerate.Names.Exception(error.Name), thrown.GetType().Name);
            Assert.Equal((string?)expected["Code"], thrown.ErrorCode);
            Assert.Equal((string?)expected["Message"], thrown.Message);
            Assert.Equal(HttpStatusCode.BadRequest, thrown.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task MakesATokenWhereTheCallerGivesNone(string service, string operation)
    {
        var client = CompatClient.Of(service);
        var model = Operation(service, operation);
        using var wire = new Wire(HttpStatusCode.OK, Answer(model));
        await client.Call(operation, Activator.CreateInstance(client.RequestType(operation))!, wire);

        var sent = wire.Sent.AsObject().Select(member => member.Key).Except(["Action", "Version"]);
        var tokens = model.Input!.Members.Where(member => member.IsIdempotencyToken).Select(member => member.WireName);
        Assert.Equal(tokens, sent);
    }

    // Botocore cuts off what a number of seconds has after the point; AWS's clients of .NET send it.
    private static JsonNode WithFractions(JsonNode sent) =>
        JsonNode.Parse(
            Regex.Replace(sent.ToJsonString(), @":1700000000(?=[,}])", ":1700000000.5", RegexOptions.None, TimeSpan.FromSeconds(1))
        )!;

    private static void AssertEqual(JsonNode expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"botocore: {expected.ToJsonString()}\nclient:   {actual.ToJsonString()}");

    private Task<IReadOnlyDictionary<string, JsonNode>> All() => translations.Get(lab);

    private Operation Operation(string service, string operation) => Models.Read(lab, service).Operation(operation);

    private object Request(string service, string operation) =>
        Sample.Object(CompatClient.Of(service).RequestType(operation), Sample.Of(Operation(service, operation).Input));

    private static string Answer(Operation operation)
    {
        if (operation.Model.Protocol == "json")
        {
            return Sample.Of(operation.Output).ToJsonString();
        }

        XNamespace space = (string)operation.Model.Json["metadata"]!["xmlNamespace"]!;
        var result = operation.ResultWrapper is { } wrapper ? new XElement(space + wrapper, Sample.Xml(operation.Output, space)) : null;
        var metadata = new XElement(space + "ResponseMetadata", new XElement(space + "RequestId", "request-1"));
        return new XElement(space + $"{operation.Name}Response", result, metadata).ToString();
    }

    private static string Answer(Shape error) =>
        error.Model.Protocol == "json"
            ? $$"""{"__type":"{{error.ErrorCode}}","message":"because"}"""
            : $"<ErrorResponse><Error><Type>Sender</Type><Code>{error.ErrorCode}</Code><Message>because</Message></Error><RequestId>r</RequestId></ErrorResponse>";

    /// <summary>All that botocore says, asked once.</summary>
    public sealed class Translations
    {
        private Task<IReadOnlyDictionary<string, JsonNode>>? asked;

        public Task<IReadOnlyDictionary<string, JsonNode>> Get(LabFixture lab) => asked ??= Ask(lab);

        private static async Task<IReadOnlyDictionary<string, JsonNode>> Ask(LabFixture lab)
        {
            var models = CompatClient.All.Select(client => Models.Read(lab, client.Service)).ToArray();
            var cases = models
                .SelectMany(model => CompatClient.Of(model.Service).OperationNames.Select(model.Operation))
                .SelectMany(operation =>
                    operation
                        .Errors.Select(error => (Name: $" {error.Name}", Case: Case(operation, 400, Answer(error))))
                        .Prepend((Name: "", Case: Case(operation, 200, Answer(operation))))
                        .Select(one => (Name: $"{operation.Model.Service} {operation.Name}{one.Name}", one.Case))
                )
                .ToArray();
            var answers = await Botocore.Translate(lab, models, cases.Select(one => one.Case));
            return cases.Zip(answers).ToDictionary(pair => pair.First.Name, pair => pair.Second!);
        }

        private static JsonObject Case(Operation operation, int status, string answer) =>
            new()
            {
                ["service"] = operation.Model.Service,
                ["operation"] = operation.Name,
                ["input"] = Sample.Of(operation.Input),
                ["status"] = status,
                ["answer"] = answer,
            };
    }
}
