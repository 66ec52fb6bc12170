using CompatGenerate.Models;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The service models of the lab, with what build/CompatGenerate/newer adds to them.</summary>
internal static class Models
{
    public static ServiceModel Read(LabFixture lab, string service) => Folder(lab, NewerFolder(lab)).Read(service);

    /// <summary>As botocore has it.</summary>
    public static ServiceModel ReadOfficial(LabFixture lab, string service) => Folder(lab, "/nonexistent").Read(service);

    public static string NewerFolder(LabFixture lab) => Path.Combine(lab.RepositoryRoot, "build/CompatGenerate/newer");

    private static ModelFolder Folder(LabFixture lab, string newer) => new(ModelFile.Folder(lab), newer);
}
