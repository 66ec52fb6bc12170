using System.Text.Json;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>Init and its last line, in repositories as teams have them.</summary>
[Collection(typeof(FromOneFeed))]
[Trait("Suite", "installing")]
public sealed class BeginningInOtherRepositories(LabFixture lab, PackedFeed feed)
{
    private const string OldSdk = """{ "sdk": { "version": "8.0.100", "rollForward": "latestPatch" } }""";

    [Fact]
    public async Task ShipsTwelveImagesThatStandOnEachOther()
    {
        using NewRepository repository = new(lab, feed);
        var names = Enumerable.Range(1, 12).Select(number => Invariant($"{repository.Sample.Name}-{number:00}")).ToArray();
        for (var index = 0; index < names.Length; index++)
        {
            repository
                .Sample.Write(
                    $"services/{names[index]}/Dockerfile",
                    $"FROM {(index == 0 ? SampleRepository.Busybox : names[index - 1])}\nCOPY name /{index}\n"
                )
                .Write($"services/{names[index]}/name", $"{names[index]}\n");
        }

        await repository.Begin();

        using var release = JsonDocument.Parse(repository.Sample.Output("release.json"));
        Assert.Equal(
            names,
            release.RootElement.GetProperty("images").EnumerateObject().Select(image => image.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal([(names[^1], $"{SampleRepository.Host}/{names[^1]}:{repository.Sample.Tag}")], Definitions(repository));
    }

    [Theory]
    [InlineData("dotnet tool restore && dotnet stevedore ship")]
    [InlineData("./build.sh --target=Ship", "--build-project")]
    public async Task ShipsFromAnotherLanguageWithTheFolderOfBuildsIgnored(string ends, params string[] arguments)
    {
        using NewRepository repository = new(lab, feed);
        repository
            .Sample.Write("package.json", "{}\n")
            .Write("src/index.js", "console.log('here')\n")
            .Write(".gitignore", "node_modules/\nbuild/")
            .Write("Dockerfile", $"FROM {SampleRepository.Busybox}\nCOPY package.json /\nCOPY src /src\n")
            .CommitAll();

        var printed = await repository.Begin(arguments);

        Assert.EndsWith(ends, printed.TrimEnd(), StringComparison.Ordinal);
        Shipped(repository);
    }

    [Theory]
    [InlineData("(cd build && dotnet tool restore) && (cd build && dotnet stevedore ship)")]
    [InlineData("./build.sh --target=Ship", "--build-project")]
    public async Task ShipsWhereTheRootPinsAnOlderSdkAndCentralVersions(string ends, params string[] arguments)
    {
        using NewRepository repository = new(lab, feed);
        repository
            .Sample.Write("global.json", OldSdk)
            .Write(
                "Directory.Packages.props",
                "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup></Project>"
            )
            .Write(
                "Directory.Build.props",
                "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>"
            )
            .Write("src/App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""")
            .Write("Dockerfile", $"FROM {SampleRepository.Busybox}\nCOPY src /src\n");

        var printed = await repository.Begin(arguments);

        Assert.EndsWith(ends, printed.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(
            OldSdk,
            await File.ReadAllTextAsync(Path.Combine(repository.Sample.Folder, "global.json"), TestContext.Current.CancellationToken)
        );
        Shipped(repository);
    }

    private static void Shipped(NewRepository repository) =>
        Assert.Equal(
            [(repository.Sample.Name, $"{SampleRepository.Host}/{repository.Sample.Name}:{repository.Sample.Tag}")],
            Definitions(repository)
        );

    private static (string?, string?)[] Definitions(NewRepository repository)
    {
        using var definitions = JsonDocument.Parse(repository.Sample.Output("imagedefinitions.json"));
        return
        [
            .. definitions
                .RootElement.EnumerateArray()
                .Select(definition => (definition.GetProperty("name").GetString(), definition.GetProperty("imageUri").GetString())),
        ];
    }
}
