using System.Text.Json.Nodes;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>What build/CompatGenerate/newer says of a service is what AWS's SDK for JavaScript, in the version that it names, says of it.</summary>
[Trait("Needs", "npm")]
public sealed class HoldingWhatIsNewer(LabFixture lab)
{
    private const string Package = "https://www.npmjs.com/package/";

    public static TheoryData<string> Services => ["cloudformation", "ecr", "ecs"];

    [Fact]
    public void KnowsEveryFile() =>
        Assert.Equal(
            Services.Select(row => row.Data),
            Directory.GetFiles(Models.NewerFolder(lab)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!
        );

    [Theory]
    [MemberData(nameof(Services))]
    public async Task AgainstTheSdkForJavaScript(string service)
    {
        var newer = JsonNode.Parse(await File.ReadAllTextAsync(NewerFile(service), TestContext.Current.CancellationToken))!.AsObject();
        var source = newer["sources"]!
            .AsArray()
            .Select(one => (string)one!)
            .Single(one => one.StartsWith(Package, StringComparison.Ordinal));
        var npm = await NpmClient.Read(source[Package.Length..].Replace("/v/", "@", StringComparison.Ordinal));
        var model = Models.Read(lab, service);

        Assert.Empty(Section("shapes").SelectMany(shape => Differences(npm, model.Shape(shape.Key), shape.Value!.AsObject())));
        Assert.Empty(Section("operations").SelectMany(operation => Differences(npm, model.Operation(operation.Key))));

        JsonObject Section(string name) => newer[name]?.AsObject() ?? [];
    }

    private string NewerFile(string service) => Path.Combine(Models.NewerFolder(lab), $"{service}.json");

    private static IEnumerable<string> Differences(NpmClient npm, Shape shape, JsonObject added)
    {
        var isNew = added.ContainsKey("type");
        if (added["enum"] is JsonArray values)
        {
            var theirs = npm.Enumerations.GetValueOrDefault(shape.Name, []);
            var own = values.Select(value => (string)value!).ToArray();
            return Each(own.Except(theirs).Concat(isNew ? theirs.Except(own) : []), "a value of one only");
        }

        if (added["members"] is not JsonObject members)
        {
            return [];
        }

        if (!npm.Structures.TryGetValue(shape.Name, out var known))
        {
            return [$"{shape.Name}: unknown"];
        }

        var differing = members
            .Select(member => member.Key)
            .Where(name => !Is(known.GetValueOrDefault(name), new Member(name, shape, members[name]!.AsObject()).Shape));
        // No client of .NET's passes on free JSON as a document.
        var missing = known
            .Where(member => isNew && member.Value != "15")
            .Select(member => member.Key)
            .Except(members.Select(member => member.Key));
        return Each(differing, "another type").Concat(Each(missing, "missing"));

        IEnumerable<string> Each(IEnumerable<string> names, string what) => names.Select(name => $"{shape.Name}.{name}: {what}");
    }

    private static IEnumerable<string> Differences(NpmClient npm, Operation operation)
    {
        if (!npm.Operations.TryGetValue(operation.Name, out var theirs))
        {
            return [$"{operation.Name}: unknown"];
        }

        var errors = npm.Errors(operation.Name).Where(name => name.EndsWith("Exception", StringComparison.Ordinal)).ToArray();
        return new[]
        {
            ("input", operation.Input?.Name == theirs.Input),
            ("output", operation.Output?.Name == theirs.Output),
            ("errors", operation.Errors.All(error => errors.Contains(error.Name))),
        }
            .Where(one => !one.Item2)
            .Select(one => $"{operation.Name}: another {one.Item1}");
    }

    private static bool Is(string? type, Shape shape) =>
        type
        == shape.Type switch
        {
            "string" => "0",
            "integer" or "long" or "float" or "double" => "1",
            "boolean" => "2",
            "timestamp" => "4",
            "list" when type?.StartsWith("64", StringComparison.Ordinal) == true => Is(type["64 | ".Length..], shape.Element) ? type : null,
            _ => shape.Name,
        };
}
