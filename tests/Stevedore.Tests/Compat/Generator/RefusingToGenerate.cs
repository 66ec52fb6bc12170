using CompatGenerate;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.Tests.Compat.Generator;

public sealed class RefusingToGenerate
{
    [Theory]
    [InlineData(""","Odd":{"type":"structure","members":{},"eventstream":true}""", "eventstream")]
    [InlineData(""","Odd":{"type":"structure","members":{},"document":true}""", "document")]
    [InlineData(""","Odd":{"type":"blob","streaming":true}""", "streaming")]
    [InlineData(""","Odd":{"type":"list","member":{"shape":"Text"},"flattened":true}""", "flattened")]
    public void NamesTheTraitOfAShape(string shape, string trait) =>
        Refuses(
            SmallModel.Of(output: """ "odd":{"shape":"Odd"} """, shapes: shape),
            $"Cannot generate Odd of ecs: it has the trait {trait}. Leave out the operation that it belongs to."
        );

    [Fact]
    public void NamesAnOperationWithAHostOfItsOwn() =>
        Refuses(
            SmallModel.Of(operation: ""","endpoint":{"hostPrefix":"x-"}"""),
            "Cannot generate Ask of ecs: it has a host or a signature of its own. Leave it out."
        );

    [Fact]
    public void NamesAnotherProtocol() =>
        Refuses(
            SmallModel.Of(metadata: ""","protocol":"rest-xml" """),
            "Cannot generate a client of ecs: it speaks rest-xml. Only json and query are spoken here."
        );

    [Fact]
    public void NamesAFunctionOfTheEndpointRules() =>
        Refuses(
            SmallModel.Of(rules: """{"rules":[{"conditions":[{"fn":"parseURL","argv":[{"ref":"Endpoint"}]}],"type":"tree","rules":[]}]}"""),
            "Cannot generate the endpoints of ecs: its rules use the function parseURL. Teach EndpointCode.cs what it means."
        );

    [Fact]
    public void NamesAParameterOfTheEndpointRules() =>
        Refuses(
            SmallModel.Of(rules: """{"rules":[{"conditions":[{"fn":"isSet","argv":[{"ref":"Bucket"}]}],"type":"tree","rules":[]}]}"""),
            "Cannot generate the endpoints of ecs: its rules use the parameter Bucket. Teach EndpointCode.cs what it means."
        );

    [Fact]
    public void NamesAServiceWhoseNameItDoesNotKnow() =>
        Refuses(
            SmallModel.Of(service: "mystery"),
            "Cannot generate a client of mystery: the name that the AWS SDK for .NET gives to it is not known. Add it to Names.cs."
        );

    [Fact]
    public void NamesAnOperationThatTheModelLacks()
    {
        var error = Assert.Throws<ModelException>(() => ClientPackage.Generate(SmallModel.Of(), ["Beg"]));
        Assert.Equal("Cannot generate Beg of ecs: its model has no such operation. Add it to newer/ecs.json.", error.Message);
    }

    private static void Refuses(ServiceModel model, string message) =>
        Assert.Equal(message, Assert.Throws<ModelException>(() => ClientPackage.Generate(model, ["Ask"])).Message);
}
