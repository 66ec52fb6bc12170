using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Builders;

/// <summary>A builder of one test: the lab's stand-in for BuildKit, known to buildx in a folder of the test's own.</summary>
public sealed class LabBuilder(LabFixture lab) : IAsyncLifetime
{
    public const string Image = "public.ecr.aws/stevedore/buildkit:lab";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stevedore-builder-");

    /// <summary>No two builders meet in the engine.</summary>
    public string Name { get; } = $"b{Guid.NewGuid():N}"[..9];

    /// <summary>Where BuildKit itself answers, for builders that are only pointed at it.</summary>
    public string Endpoint { get; private set; } = "";

    private string Config => Path.Combine(folder.FullName, "buildx");

    public async ValueTask InitializeAsync()
    {
        var up = await lab.Run(["bash", lab.Script, "up", "--buildkit"]);
        Assert.True(up.ExitCode == 0, up.StandardError);
        Endpoint = LabFixture.ParseVariables(up.StandardOutput)["STEVEDORE_LAB_BUILDKIT"];
    }

    public async ValueTask DisposeAsync()
    {
        await Docker("buildx", "rm", "--force", Name);
        Assert.Empty(await Containers());
        folder.Delete(recursive: true);
    }

    /// <summary>The builder in stevedore.json, with a comma behind it.</summary>
    /// <param name="further">More of its keys, each with a comma behind it.</param>
    public string Settings(string further = "") =>
        $$""" "builder": { {{further}} "driver": "docker-container", "name": "{{Name}}", "image": "{{Image}}" }, """;

    /// <summary>A host whose buildx knows this builder, and no other test's.</summary>
    public BuildHost In(SampleRepository repository) => new BuildHost(lab, repository).With("BUILDX_CONFIG", Config);

    /// <summary>docker with the same builders.</summary>
    public Task<CommandResult> Docker(params string[] arguments) => lab.Exec(["env", $"BUILDX_CONFIG={Config}", "docker", .. arguments]);

    /// <summary>The names of the builder's containers, in ordinal order.</summary>
    public async Task<string[]> Containers()
    {
        var list = await Docker("ps", "--all", "--filter", $"name=buildx_buildkit_{Name}", "--format", "{{.Names}}");
        Assert.True(list.ExitCode == 0, list.StandardError);
        return [.. list.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    /// <summary>The platform that each of the builder's machines is there for, marked as buildx marks it, in the order of the machines.</summary>
    public async Task<string[]> Platforms()
    {
        var inspect = await Docker("buildx", "inspect", Name);
        return
        [
            .. inspect
                .StandardOutput.Split('\n')
                .Where(line => line.StartsWith("Platforms:", StringComparison.Ordinal))
                .Select(line => line.Split([':', ',', ' '], StringSplitOptions.RemoveEmptyEntries)[1]),
        ];
    }

    /// <summary>The text of a file in the builder's first container.</summary>
    public async Task<string> Read(string path)
    {
        var cat = await Docker("exec", $"buildx_buildkit_{Name}0", "cat", path);
        Assert.True(cat.ExitCode == 0, cat.StandardError);
        return cat.StandardOutput;
    }
}
