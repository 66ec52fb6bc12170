using System.Reflection;
using System.Runtime.Loader;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>The clients over the oldest AWSSDK.Core that they take and the newest that is served.</summary>
public sealed class RunningOverEachCore
{
    [Theory]
    [InlineData("4.0.102.19", "4.0.102.19")]
    [InlineData("4.1.0", "4.1.0.0")]
    public async Task SendsReadsFailsAndRetries(string version, string fileVersion)
    {
        var packages = typeof(RunningOverEachCore)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key == "NuGetPackageRoot")
            .Value!;
        var context = new Over(Path.Combine(packages, "awssdk.core", version, "lib/net8.0/AWSSDK.Core.dll"));
        var probe = context.LoadFromAssemblyName(typeof(CoreProbe).Assembly.GetName()).GetType(typeof(CoreProbe).FullName!)!;
        var report = await (Task<string[]>)probe.GetMethod(nameof(CoreProbe.Run))!.Invoke(null, null)!;
        Assert.Equal(
            [
                $"core {fileVersion}",
                "json 1.1: sha256:aa",
                "json 1.1: RepositoryNotFoundException after 1",
                "json 1.1: AmazonECRException ThrottlingException after 3",
                "json 1.0: AVAILABLE",
                "query: CREATE_COMPLETE",
                "query: ChangeSetNotFoundException after 1",
                "query: AmazonCloudFormationException Throttling after 3",
                """raw json: {"taskDefinition":{"newest":1}}""",
                "endpoint: https://api.ecr-fips.us-gov-west-1.api.aws/",
            ],
            report
        );
    }

    /// <summary>Loads this assembly and the clients once more, over another core.</summary>
    private sealed class Over(string core) : AssemblyLoadContext(nameof(Over))
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name switch
            {
                "AWSSDK.Core" => LoadFromAssemblyPath(core),
                "Stevedore" or "Stevedore.Tests" => Own(assemblyName),
                { } name when name.StartsWith("AWSSDK.", StringComparison.Ordinal) => Own(assemblyName),
                _ => null,
            };

        private Assembly Own(AssemblyName name) => LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll"));
    }
}
