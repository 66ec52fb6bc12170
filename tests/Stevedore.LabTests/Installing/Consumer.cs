using Stevedore.LabTests.Shipping;

namespace Stevedore.LabTests.Installing;

/// <summary>A build project that references the package, as another repository has it.</summary>
internal static class Consumer
{
    public static string Project(SampleRepository repository) => Path.Combine(repository.Folder, "build", "Build.csproj");

    public static string Program(SampleRepository repository) =>
        Path.Combine(repository.Folder, "build", "bin", "Release", "net10.0", "Build.dll");

    /// <summary>Writes one with a context, a task and a part of its own, beside a package that wants a newer AWSSDK.Core.</summary>
    /// <param name="item">A further item of the project.</param>
    public static void Write(SampleRepository repository, PackedFeed feed, string item = "") =>
        repository
            .Write(".gitignore", "bin/\nobj/\n")
            .Write(
                "nuget.config",
                $"""
                <configuration>
                  <packageSources>
                    <add key="packed" value="{feed.Folder}" />
                  </packageSources>
                  <fallbackPackageFolders><add key="machine" value="{Machine}" /></fallbackPackageFolders>
                </configuration>
                """
            )
            .Write(
                "build/Build.csproj",
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <NuGetAudit>false</NuGetAudit>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Cake.Frosting.Stevedore" Version="[{feed.Version}.bundled]" />
                    <PackageReference Include="AWSSDK.S3" Version="4.1.0" />
                    {item}
                  </ItemGroup>
                </Project>
                """
            )
            .Write(
                "build/Program.cs",
                """
                using Cake.Core;
                using Cake.Frosting;
                using Microsoft.Extensions.DependencyInjection;
                using Stevedore;
                using Stevedore.Shipping;
                using Stevedore.Tasks;
                using Stevedore.Terminal;

                return new CakeHost()
                    .UseContext<OwnContext>()
                    .UseStevedore()
                    .ConfigureServices(services => services.AddSingleton<IOutput, OwnOutput>())
                    .Run(args);

                public sealed class OwnContext(ICakeContext context, StevedoreRun run) : FrostingContext(context), IStevedoreContext
                {
                    public StevedoreRun Run { get; } = run;
                }

                public sealed class OwnOutput : IOutput
                {
                    public void Lines(IEnumerable<string> lines) => Console.WriteLine($"own output: {lines.Count()}");

                    public void Json(ReadOnlySpan<byte> content) { }
                }

                [TaskName("Deploy")]
                public sealed class Deploy : FrostingTask<OwnContext>;

                [TaskName("Push")]
                [IsDependeeOf(typeof(ShipPush))]
                public sealed class Push : FrostingTask<OwnContext>
                {
                    public override void Run(OwnContext context) => Console.WriteLine($"before the push: {context.GetType().Name}");
                }
                """
            );

    /// <summary>The packages of this machine, which spare a test to fetch them.</summary>
    public static string Machine =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
