using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Finds files among botocore's data: <c>service/date/name.json</c>, compressed or not, of which the newest date counts.</summary>
internal static class ModelFile
{
    public const string Variable = "STEVEDORE_LAB_MODELS";

    public static JsonElement Read(string models, string service, string name)
    {
        var newest = Directory.GetDirectories(Path.Combine(models, service)).Order(StringComparer.Ordinal).Last();
        return Read(Path.Combine(newest, name));
    }

    public static JsonElement Read(string models, string name) => Read(Path.Combine(models, name));

    /// <summary>The folder of the models; a test that needs it is skipped where the lab has none.</summary>
    public static string Folder(LabFixture lab)
    {
        var folder = lab.Variables.GetValueOrDefault(Variable) ?? OfLab(lab.Variables.GetValueOrDefault("STEVEDORE_LAB"));
        Assert.SkipWhen(folder is null, $"There are no AWS service models: neither {Variable} nor STEVEDORE_LAB is set.");
        return folder!;
    }

    // The lab's docker is a link into the root file system that awscli, and with it botocore, is installed in.
    private static string? OfLab(string? lab) =>
        lab is not null && File.ResolveLinkTarget(Path.Combine(lab, "bin", "docker"), returnFinalTarget: false) is { } docker
            ? Path.GetFullPath("../../lib/python3/dist-packages/botocore/data", docker.FullName)
            : null;

    private static JsonElement Read(string path)
    {
        using Stream file = File.Exists(path + ".json")
            ? File.OpenRead(path + ".json")
            : new GZipStream(File.OpenRead(path + ".json.gz"), CompressionMode.Decompress);
        return JsonDocument.Parse(file).RootElement.Clone();
    }
}
