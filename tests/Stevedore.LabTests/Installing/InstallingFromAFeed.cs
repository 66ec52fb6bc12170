using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>From what is packed to an image in ECR, in repositories that hold nothing of this one.</summary>
[Collection(typeof(FromOneFeed))]
public sealed class InstallingFromAFeed(LabFixture lab, PackedFeed feed)
{
    [Fact]
    public async Task ShipsByTheTool()
    {
        using var repository = SampleRepository.WithOneImage();

        var result = await new ToolHost(lab, repository, feed.ToolCommand).Run("ship");

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        using var definitions = JsonDocument.Parse(repository.Output("imagedefinitions.json"));
        Assert.Equal($"{repository.Web}:{repository.Tag}", Uri(definitions).Split('@')[0]);
    }

    [Fact]
    public async Task ShipsByThePackageWithAContextTasksAndAPartOfItsOwn()
    {
        using var repository = SampleRepository.WithOneImage();
        Consumer.Write(repository, feed);
        repository.CommitAll();

        var build = await feed.Run(
            "dotnet",
            "build",
            Consumer.Project(repository),
            "--configuration",
            "Release",
            "-v",
            "quiet",
            "--nologo"
        );
        Assert.True(build.ExitCode == 0, build.StandardOutput + build.StandardError);
        // The tool hands over to it, and its own targets are there.
        var result = await new ToolHost(lab, repository, "dotnet", Consumer.Program(repository)).Run("--target=Ship");

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.Contains("before the push: OwnContext", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("own output: ", result.StandardOutput, StringComparison.Ordinal);
        using var definitions = JsonDocument.Parse(repository.Output("imagedefinitions.json"));
        Assert.Equal($"{repository.Web}:{repository.Tag}", Uri(definitions).Split('@')[0]);
    }

    [Fact]
    public async Task RefusesASecondCakeFrosting()
    {
        using var repository = SampleRepository.WithOneImage();
        Consumer.Write(repository, feed, """<PackageReference Include="Cake.Frosting" Version="7.0.0" />""");
        StandIn.Write(feed.Folder, "Cake.Frosting", "7.0.0");

        var build = await feed.Run("dotnet", "build", Consumer.Project(repository), "--nologo");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(
            $"error STEVEDORE001: Cannot build with Cake.Frosting 7.0.0 beside Cake.Frosting.Stevedore: its version that ends with 'bundled' holds Cake and Cake.Frosting itself, for feeds that lack them. Remove the reference, or reference the version without 'bundled'.",
            build.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void HoldsCakeAndDependsOnRangesOfTheRest()
    {
        using var package = ZipFile.OpenRead(feed.Package($"Cake.Frosting.Stevedore.{feed.Version}.*.nupkg"));
        var nuspec = Nuspec(package);

        Assert.Equal(
            [
                "AWSSDK.Core [4.0.102.19, 5.0.0)",
                "AWSSDK.S3 4.0.104.11",
                "AWSSDK.SSO 4.0.100.23",
                "AWSSDK.SSOOIDC 4.0.100.22",
                "AWSSDK.SecurityToken 4.0.101.7",
                "AWSSDK.SimpleSystemsManagement 4.0.105",
                "Microsoft.Extensions.DependencyInjection 10.0.15",
                "Polly.Core 8.9.1",
                "System.IO.Hashing 10.0.15",
                "YamlDotNet 16.3.0",
            ],
            Dependencies(nuspec)
        );
        Assert.Equal(
            [
                "AWSSDK.CloudFormation.dll",
                "AWSSDK.CloudWatchLogs.dll",
                "AWSSDK.CodeBuild.dll",
                "AWSSDK.CodeConnections.dll",
                "AWSSDK.CodePipeline.dll",
                "AWSSDK.ECR.dll",
                "AWSSDK.ECRPublic.dll",
                "AWSSDK.ECS.dll",
                "AWSSDK.ElasticLoadBalancingV2.dll",
                "AWSSDK.SecretsManager.dll",
                "Cake.Cli.dll",
                "Cake.Common.dll",
                "Cake.Core.dll",
                "Cake.Docker.dll",
                "Cake.Frosting.dll",
                "Spectre.Console.Ansi.dll",
                "Spectre.Console.Cli.dll",
                "Spectre.Console.dll",
                "Stevedore.dll",
            ],
            package
                .Entries.Where(entry =>
                    entry.FullName.StartsWith("lib/net10.0/", StringComparison.Ordinal)
                    && entry.Name.EndsWith(".dll", StringComparison.Ordinal)
                )
                .Select(entry => entry.Name)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(["MIT", "README.md", "icon.png"], new[] { "license", "readme", "icon" }.Select(name => Value(nuspec, name)));
        Assert.EndsWith("bundled", Value(nuspec, "version"), StringComparison.Ordinal);
        Assert.All(
            [
                "lib/net10.0/Stevedore.xml",
                "THIRD-PARTY-NOTICES.txt",
                "buildTransitive/Cake.Frosting.Stevedore.targets",
                "build-assets/build.sh",
                "build-assets/stevedore.schema.json",
                "contentFiles/any/any/lab/lab.sh",
            ],
            name => Assert.NotNull(package.GetEntry(name))
        );
    }

    /// <summary>What the feed of this machine lacks stands there as packages of the same names.</summary>
    [Fact]
    public async Task DependsOnOrdinaryPackagesWhereTheseAreServed()
    {
        var folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "official")).FullName;
        StandIn.WriteAll(folder);

        var pack = await feed.Run(
            "dotnet",
            "pack",
            Path.Combine(lab.RepositoryRoot, "src", "Stevedore", "Stevedore.csproj"),
            "-v",
            "quiet",
            "--nologo",
            "-p:Packing=true",
            "-p:PackedVersion=9.8.7",
            "-p:OfficialPackages=true",
            "-p:RunAnalyzers=false",
            $"-p:RestoreAdditionalProjectSources={folder}",
            $"-p:RestoreFallbackFolders={Consumer.Machine}",
            "--output",
            folder
        );

        Assert.True(pack.ExitCode == 0, pack.StandardOutput + pack.StandardError);
        await using var package = await ZipFile.OpenReadAsync(
            Path.Combine(folder, "Cake.Frosting.Stevedore.9.8.7.nupkg"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            [
                "AWSSDK.CloudFormation [4.0.0, 5.0.0)",
                "AWSSDK.CloudWatchLogs [4.0.0, 5.0.0)",
                "AWSSDK.CodeBuild [4.0.0, 5.0.0)",
                "AWSSDK.CodeConnections [4.0.0, 5.0.0)",
                "AWSSDK.CodePipeline [4.0.0, 5.0.0)",
                "AWSSDK.Core [4.0.102.19, 5.0.0)",
                "AWSSDK.ECR [4.0.0, 5.0.0)",
                "AWSSDK.ECRPublic [4.0.0, 5.0.0)",
                "AWSSDK.ECS [4.0.0, 5.0.0)",
                "AWSSDK.ElasticLoadBalancingV2 [4.0.0, 5.0.0)",
                "AWSSDK.S3 4.0.104.11",
                "AWSSDK.SSO 4.0.100.23",
                "AWSSDK.SSOOIDC 4.0.100.22",
                "AWSSDK.SecretsManager [4.0.0, 5.0.0)",
                "AWSSDK.SecurityToken 4.0.101.7",
                "AWSSDK.SimpleSystemsManagement 4.0.105",
                "Cake.Cli 7.0.0",
                "Cake.Common 7.0.0",
                "Cake.Core 7.0.0",
                "Cake.Docker 1.5.0",
                "Cake.Frosting 7.0.0",
                "Microsoft.Extensions.DependencyInjection 10.0.15",
                "Polly.Core 8.9.1",
                "Spectre.Console 0.57.2",
                "System.IO.Hashing 10.0.15",
                "YamlDotNet 16.3.0",
            ],
            Dependencies(Nuspec(package))
        );
        Assert.Equal(
            ["Stevedore.dll"],
            package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => entry.Name)
        );
        Assert.Null(package.GetEntry("buildTransitive/Cake.Frosting.Stevedore.targets"));
    }

    [Fact]
    public void TheToolNamesAPackageForEachSystem()
    {
        using var package = ZipFile.OpenRead(feed.Package("Stevedore.Tool.0*.nupkg"));
        using var settings = package.Entries.Single(entry => entry.Name == "DotnetToolSettings.xml").Open();
        var document = XDocument.Load(settings);

        Assert.Equal("stevedore", document.Descendants("Command").Single().Attribute("Name")!.Value);
        Assert.Equal(
            ["Stevedore.Tool.any", "Stevedore.Tool.linux-x64"],
            document.Descendants("RuntimeIdentifierPackage").Select(item => item.Attribute("Id")!.Value).Order(StringComparer.Ordinal)
        );
    }

    private static string Uri(JsonDocument definitions) => definitions.RootElement[0].GetProperty("imageUri").GetString()!;

    private static XElement Nuspec(ZipArchive package)
    {
        using var stream = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!;
    }

    private static string Value(XElement nuspec, string name) =>
        nuspec.Descendants().Single(element => element.Name.LocalName == name).Value;

    private static IEnumerable<string> Dependencies(XElement nuspec) =>
        nuspec
            .Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")
            .Order(StringComparer.Ordinal);
}
