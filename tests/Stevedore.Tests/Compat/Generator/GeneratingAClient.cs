using System.Text.Json.Nodes;
using CompatGenerate;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.Tests.Compat.Generator;

public sealed class GeneratingAClient
{
    [Fact]
    public void NamesRequestAndResponseAfterTheOperation()
    {
        var code = SmallModel.Generated(SmallModel.Of());
        Has(code, "public partial class AskRequest : AmazonECSRequest, IShape");
        Has(code, "public partial class AskResponse : AmazonWebServiceResponse");
        Has(code, "Task<AskResponse> AskAsync(AskRequest request, CancellationToken cancellationToken = default)");
        Assert.DoesNotContain("AskInput", code, StringComparison.Ordinal);
    }

    [Fact]
    public void GivesTheSameFilesWhateverTheOrderOfTheOperations()
    {
        var model = SmallModel.Of();
        model.Json["operations"]!["Beg"] = JsonNode.Parse("""{"name":"Beg"}""");
        Assert.Equal(ClientPackage.Generate(model, ["Ask", "Beg"]), ClientPackage.Generate(model, ["Beg", "Ask"]));
    }

    [Fact]
    public void MakesARequestAndAResponseWhereTheOperationHasNeither()
    {
        var model = SmallModel.Of();
        model.Json["operations"]!["Beg"] = JsonNode.Parse("""{"name":"Beg"}""");
        Assert.Contains(
            ClientPackage.Generate(model, ["Beg"]),
            file => file.Text.Contains("class BegResponse : AmazonWebServiceResponse", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void LetsValuesBeNullAndCollectionsToo()
    {
        var code = SmallModel.Generated(
            SmallModel.Of(
                input: """ "count":{"shape":"Count"},"names":{"shape":"Texts"},"kind":{"shape":"Kind"},"kinds":{"shape":"Kinds"} """,
                shapes: ""","Count":{"type":"integer"},"Kind":{"type":"string","enum":["a-b"]},"Kinds":{"type":"list","member":{"shape":"Kind"}}"""
            )
        );
        Has(code, "public int? Count { get; set; }");
        Has(code, "public List<string>? Names { get; set; } = AWSConfigs.InitializeCollections ? [] : null;");
        Has(code, "public Kind? Kind { get; set; }");
        Has(code, "public List<string>? Kinds { get; set; }");
        Has(code, """public static readonly Kind AB = new("a-b");""");
    }

    [Theory]
    [InlineData("Gone", "GoneException")]
    [InlineData("GoneFault", "GoneException")]
    [InlineData("GoneException", "GoneException")]
    public void GivesEveryErrorAnException(string shape, string type)
    {
        var code = SmallModel.Generated(
            SmallModel.Of(
                shapes: $$""","{{shape}}":{"type":"structure","members":{"message":{"shape":"Text"},"who":{"shape":"Text"} },"exception":true}""",
                operation: $$""","errors":[{"shape":"{{shape}}"}]"""
            )
        );
        Has(code, $"public partial class {type} : AmazonECSException");
        Has(code, $"\"{shape}\" => new {type}(");
        Has(code, "{ Who = from.Text(\"who\") }");
        Assert.DoesNotContain("string? Message", code, StringComparison.Ordinal);
    }

    [Fact]
    public void ChoosesAnExceptionByTheCodeOnTheWire()
    {
        var code = SmallModel.Generated(
            SmallModel.Of(
                shapes: ""","GoneException":{"type":"structure","members":{},"error":{"code":"Gone"},"exception":true}""",
                operation: ""","errors":[{"shape":"GoneException"}]"""
            )
        );
        Has(code, "\"Gone\" => new GoneException(");
    }

    [Fact]
    public void MakesATokenWhereTheCallerGivesNone() =>
        Has(
            SmallModel.Generated(SmallModel.Of(input: """ "token":{"shape":"Text","idempotencyToken":true} """)),
            """to.Text("token", Token ?? Guid.NewGuid().ToString());"""
        );

    [Theory]
    [InlineData("", "UnixTimestamp")]
    [InlineData(""","timestampFormat":"iso8601" """, "Iso8601")]
    [InlineData(""","timestampFormat":"rfc822" """, "Rfc822")]
    public void WritesTimesAsTheModelSays(string format, string written) =>
        Has(
            SmallModel.Generated(
                SmallModel.Of(input: """ "at":{"shape":"Time"} """, shapes: $$""","Time":{"type":"timestamp"{{format}}}""")
            ),
            $"to.Time(\"at\", At, TimeFormat.{written});"
        );

    [Fact]
    public void WritesAndReadsWhatIsNested()
    {
        const string Nested = """ "all":{"shape":"All"} """;
        var code = SmallModel.Generated(
            SmallModel.Of(
                input: Nested,
                output: Nested,
                shapes: ""","All":{"type":"map","key":{"shape":"Text"},"value":{"shape":"Rows"}},"Rows":{"type":"list","member":{"shape":"Row"}},"Row":{"type":"structure","members":{"inner":{"shape":"Row"}}}"""
            )
        );
        Has(code, "public Dictionary<string, List<Row>>? All { get; set; }");
        Has(code, """to.Map("all", All, (to, value) => to.List(value, (to1, value1) => to1.Shape(value1)));""");
        Has(code, """All = from.Map("all", values => Reading.List(values, Shapes.Row.Read)),""");
        Has(code, "public partial class Row : IShape");
    }

    [Fact]
    public void WritesOnlyWhatIsSentAndReadsOnlyWhatIsAnswered()
    {
        const string Rows = ""","Row":{"type":"structure","members":{"a":{"shape":"Text"}}}""";
        Assert.DoesNotContain(
            "static Row Read",
            SmallModel.Generated(SmallModel.Of(input: """ "row":{"shape":"Row"} """, shapes: Rows)),
            StringComparison.Ordinal
        );
        Has(
            SmallModel.Generated(SmallModel.Of(output: """ "row":{"shape":"Row"} """, shapes: Rows)),
            "public partial class Row { public string? A"
        );
    }

    [Fact]
    public void LeavesOutWhatIsDeprecatedAndWhatNoOperationNeeds()
    {
        var code = SmallModel.Generated(
            SmallModel.Of(
                input: """ "old":{"shape":"Text","deprecated":true} """,
                shapes: ""","Unused":{"type":"structure","members":{} }"""
            )
        );
        Assert.DoesNotContain("Old", code, StringComparison.Ordinal);
        Assert.DoesNotContain("Unused", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.1")]
    public void SpeaksTheJsonOfTheService(string version)
    {
        var code = SmallModel.Generated(
            SmallModel.Of(metadata: $$""","protocol":"json","jsonVersion":"{{version}}","targetPrefix":"T","signingName":"s" """)
        );
        Has(code, $"\"application/x-amz-json-{version}\", \"T\"");
        Has(code, "AuthenticationServiceName = \"s\";");
        Has(code, "AwsProtocol/Json.props");
    }

    [Fact]
    public void SpeaksQueryWithTheElementOfTheResult()
    {
        var model = SmallModel.Of(
            input: """ "at":{"shape":"Time"} """,
            shapes: ""","Time":{"type":"timestamp"}""",
            metadata: ""","protocol":"query" """
        );
        model.Json["operations"]!["Ask"]!["output"]!["resultWrapper"] = "AskResult";
        var code = SmallModel.Generated(model);
        Has(code, """Operation("Ask", AskResponse.Read, "AskResult")""");
        Has(code, "AwsProtocol/Query.props");
        Has(code, "TimeFormat.Iso8601");
    }

    private static void Has(string code, string expected) => Assert.Contains(expected, code, StringComparison.Ordinal);
}
