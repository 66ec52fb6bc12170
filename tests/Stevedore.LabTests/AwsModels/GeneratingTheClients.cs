using CompatGenerate;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The generator over the models of the lab.</summary>
public sealed class GeneratingTheClients(LabFixture lab)
{
    public static TheoryData<string> Services => [.. Names.KnownServices];

    [Fact]
    public void GivesTheFilesThatAreThere()
    {
        var folder = Path.Combine(lab.RepositoryRoot, "src/Compat");
        var made = List()
            .SelectMany(entry => ClientPackage.Generate(Models.Read(lab, entry.Service), entry.Operations))
            .ToDictionary(file => Path.Combine(folder, file.Path), file => file.Text);
        var there = Directory
            .EnumerateFiles(folder, "*.g.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        Assert.Empty(there.Except(made.Keys));
        Assert.All(
            made,
            file => Assert.True(File.ReadAllText(file.Key) == file.Value, $"{file.Key} is not what the target CompatGenerate makes.")
        );
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void CanMakeEveryOperationButStreams(string service)
    {
        var model = Models.Read(lab, service);
        var refused = model.OperationNames.Where(operation => IsRefused(model, operation));
        Assert.Equal(service == "logs" ? ["StartLiveTail"] : [], refused);
    }

    private IReadOnlyList<(string Service, IReadOnlyList<string> Operations)> List() =>
        OperationList.Parse(File.ReadAllText(Path.Combine(lab.RepositoryRoot, "build/CompatGenerate/operations.json")));

    private static bool IsRefused(ServiceModel model, string operation)
    {
        try
        {
            return ClientPackage.Generate(model, [operation]).Count == 0;
        }
        catch (ModelException)
        {
            return true;
        }
    }
}
