using System.Text.Json.Nodes;
using Stevedore.LabTests.Shipping;
using Stevedore.Tests;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.LabTests.Ecs;

/// <summary>From a commit to what runs and back, with the real engine and registry; ECS is a stub that is held against the service models.</summary>
public sealed class DeployingWhatWasShipped(LabFixture lab)
{
    private static readonly (string, string)[] Pipeline = [("CODEBUILD_INITIATOR", "codepipeline/shop"), ("PIPELINE_STAGE", "Deploy")];

    [Fact]
    public async Task GoesOnAndBack()
    {
        using var sample = new DeployedSample(lab);
        await sample.Ship("FIRST");
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"])).Succeeds();
        sample.Repository.Dockerfile("web", "LABEL version=2").CommitAll();
        await sample.Ship("SECOND");
        await sample.Run(sample.Repository, ["--target=EcsDiff", "--exit-code"]);
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"], Pipeline)).Succeeds();
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"])).Succeeds();
        await sample.Run(sample.Repository, ["--target=EcsStatus"]);
        (await sample.Run(sample.Repository, ["--target=EcsRollback", "--no-freeze"])).Succeeds();
        await sample.Run(sample.Repository, ["--target=EcsStatus"]);

        Golden.Equal("there-and-back.txt", sample.Transcript);
        Assert.Equal(
            ["FIRST", "SECOND", "deployed", "deployed-1"],
            (await new LabRegistry(lab).Tags($"{sample.Repository.Name}/web"))
                .Select(tag => tag == sample.Repository.Tag ? "SECOND" : tag.StartsWith("deployed", StringComparison.Ordinal) ? tag : "FIRST")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task GoesBackAtNight()
    {
        using var sample = new DeployedSample(lab);
        await sample.Ship("FIRST");
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"], Pipeline)).Succeeds();
        sample.Repository.Dockerfile("web", "LABEL version=2").CommitAll();
        await sample.Ship("SECOND");
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"], Pipeline)).Succeeds();
        sample.Stub.Pipeline("shop").Execution("7f0e6c1d-0000-4000-8000-000000000003", sample.Repository.Commit, at: "Deploy");
        using var night = new SampleRepository();
        Directory.Delete(Path.Combine(night.Folder, ".git"), recursive: true);
        sample.Stub.Change(() => sample.Stub.Logs.Write("/ecs/web", $"ecs/web/{sample.Stub.Service("web").Tasks[^1].Id}", "out of cheese"));
        string[] where = ["--cluster=shop", "--service=web"];

        await sample.Run(night, ["--target=EcsStatus", .. where]);
        await sample.Run(night, ["--target=EcsLogs", "--no-follow", .. where]);
        await sample.Run(night, ["--target=EcsRollback", .. where]);
        await sample.Run(night, ["--target=EcsStatus", .. where]);
        await sample.Aws(
            "aws",
            "codepipeline",
            "enable-stage-transition",
            "--pipeline-name",
            "shop",
            "--stage-name",
            "Deploy",
            "--transition-type",
            "Inbound"
        );

        Golden.Equal("at-night.txt", sample.Transcript);
    }

    [Fact]
    public async Task IsTheSameInCodeBuildAndOnALaptop()
    {
        using var sample = new DeployedSample(lab);
        await sample.Ship("COMMIT");
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"])).Succeeds();
        using var project = new SampleRepository();
        Directory.Delete(Path.Combine(project.Folder, ".git"), recursive: true);
        project.Write("stevedore.json", File.ReadAllText(Path.Combine(sample.Repository.Folder, "stevedore.json")));
        project.Write("release.json", sample.Repository.Output("release.json"));
        var laptop = Registered(sample.Stub);
        sample.Stub.Change(() => sample.Stub.Service("web").Deploy(sample.Stub.Definitions.Find("web:1")!));
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        (
            await sample.Run(
                project,
                ["--target=EcsDeploy", "--release=release.json"],
                [
                    .. Pipeline,
                    ("CODEBUILD_BUILD_ID", "deploy:1"),
                    ("CODEBUILD_SRC_DIR", project.Folder),
                    ("CODEBUILD_RESOLVED_SOURCE_VERSION", sample.Repository.Commit),
                ]
            )
        ).Succeeds();

        Assert.True(JsonNode.DeepEquals(laptop, Registered(sample.Stub)), Registered(sample.Stub).ToJsonString());
    }

    private static JsonObject Registered(EcsStub stub)
    {
        var body = (JsonObject)stub.Requests.Last(request => request.Operation == "RegisterTaskDefinition").Body.DeepClone();
        body.Remove("tags");
        return body;
    }
}
