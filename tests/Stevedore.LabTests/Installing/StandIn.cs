using System.IO.Compression;

namespace Stevedore.LabTests.Installing;

/// <summary>Packages that the feed of this machine lacks, with the assemblies that stand in for theirs.</summary>
internal static class StandIn
{
    private static readonly (string Id, string Version)[] All =
    [
        ("Cake.Core", "7.0.0"),
        ("Cake.Common", "7.0.0"),
        ("Cake.Cli", "7.0.0"),
        ("Cake.Frosting", "7.0.0"),
        ("Cake.Docker", "1.5.0"),
        ("AWSSDK.CloudFormation", "4.0.0"),
        ("AWSSDK.CloudWatchLogs", "4.0.0"),
        ("AWSSDK.CodeBuild", "4.0.0"),
        ("AWSSDK.CodeConnections", "4.0.0"),
        ("AWSSDK.CodePipeline", "4.0.0"),
        ("AWSSDK.ECR", "4.0.0"),
        ("AWSSDK.ECS", "4.0.0"),
        ("AWSSDK.ElasticLoadBalancingV2", "4.0.0"),
        ("AWSSDK.ECRPublic", "4.0.0"),
        ("AWSSDK.SecretsManager", "4.0.0"),
    ];

    public static void WriteAll(string folder)
    {
        foreach (var (id, version) in All)
        {
            Write(folder, id, version);
        }
    }

    public static void Write(string folder, string id, string version)
    {
        using var package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            nuspec.Write(
                $"<package><metadata><id>{id}</id><version>{version}</version><authors>A test</authors><description>Stands in.</description></metadata></package>"
            );
        }

        package.CreateEntryFromFile(Path.Combine(AppContext.BaseDirectory, $"{id}.dll"), $"lib/net10.0/{id}.dll");
    }
}
