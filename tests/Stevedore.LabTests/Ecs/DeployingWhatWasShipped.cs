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

    /// <summary>Ship, deploy, ship another commit, deploy; at night back from an empty folder; the next day on again, in CodeBuild.</summary>
    [Fact]
    public async Task GoesOnAndBackAndOn()
    {
        using var sample = new DeployedSample(lab);
        await sample.Ship("FIRST");
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"])).Succeeds();
        sample.Repository.Dockerfile("web", "LABEL version=2").CommitAll();
        await sample.Ship("SECOND");
        await sample.Run(sample.Repository, ["--target=EcsDiff", "--exit-code"]);
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"], Pipeline)).Succeeds();
        (await sample.Run(sample.Repository, ["--target=EcsDeploy"], Pipeline)).Succeeds();
        await sample.Run(sample.Repository, ["--target=EcsStatus"]);
        var laptop = Registered(sample.Stub);

        await GoBackAtNight(sample);

        Assert.Equal(
            ["FIRST", "SECOND", "deployed", "deployed-1"],
            (await new LabRegistry(lab).Tags($"{sample.Repository.Name}/web"))
                .Select(tag =>
                    tag == sample.Repository.Tag ? "SECOND"
                    : tag.StartsWith("deployed", StringComparison.Ordinal) ? tag
                    : "FIRST"
                )
                .Order(StringComparer.Ordinal)
        );
        using var project = Bare();
        project.Write("stevedore.json", sample.Repository.Text("stevedore.json"));
        project.Write("release.json", sample.Repository.Output("release.json"));
        (string, string)[] build =
        [
            .. Pipeline,
            ("CODEBUILD_BUILD_ID", "deploy:1"),
            ("CODEBUILD_SRC_DIR", project.Folder),
            ("CODEBUILD_RESOLVED_SOURCE_VERSION", sample.Repository.Commit),
        ];
        (await sample.Run(project, ["--target=EcsDeploy", "--release=release.json"], build)).Succeeds();
        Golden.Equal("on-and-back-and-on.txt", sample.Transcript);
        Assert.True(JsonNode.DeepEquals(laptop, Registered(sample.Stub)), Registered(sample.Stub).ToJsonString());
    }

    private static async Task GoBackAtNight(DeployedSample sample)
    {
        sample.Stub.Pipeline("shop").Execution("7f0e6c1d-0000-4000-8000-000000000003", sample.Repository.Commit, at: "Deploy");
        sample.Stub.Change(() =>
            sample.Stub.Logs.Write("/ecs/web", $"ecs/web/{sample.Stub.Service("web").Tasks.Last().Id}", "out of cheese")
        );
        using var night = Bare();
        string[] where = ["--cluster=shop", "--service=web"];
        await sample.Run(night, ["--target=EcsStatus", .. where]);
        await sample.Run(night, ["--target=EcsLogs", "--no-follow", .. where]);
        await sample.Run(night, ["--target=EcsRollback", .. where]);
        await sample.Run(night, ["--target=EcsStatus", .. where]);
        string[] thaw = ["--pipeline-name", "shop", "--stage-name", "Deploy", "--transition-type", "Inbound"];
        await sample.Aws(["aws", "codepipeline", "enable-stage-transition", .. thaw]);
    }

    private static SampleRepository Bare()
    {
        var folder = new SampleRepository();
        Directory.Delete(Path.Combine(folder.Folder, ".git"), recursive: true);
        return folder;
    }

    private static JsonObject Registered(EcsStub stub)
    {
        var body = (JsonObject)stub.Requests.Last(request => request.Operation == "RegisterTaskDefinition").Body.DeepClone();
        body.Remove("tags");
        return body;
    }
}
