using System.Text.Json.Nodes;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>A source that CodePipeline hands to CodeBuild as a zip: no git, and the commit in a variable.</summary>
public sealed class PlanningInCodeBuild(LabFixture lab) : IDisposable
{
    // What git or the place says, and CodeBuild does not or says otherwise.
    private static readonly string[] Differing = ["branch", "created", "source", "commitSource", "settings"];

    private readonly SampleRepository laptop = SampleRepository.WithTwoImages();
    private readonly SampleRepository codeBuild = new();

    public void Dispose()
    {
        laptop.Dispose();
        codeBuild.Dispose();
    }

    [Fact]
    public async Task GivesThePlanOfTheLaptop()
    {
        foreach (var path in (string[])["stevedore.json", "base/Dockerfile", "web/Dockerfile"])
        {
            codeBuild.Write(path, await File.ReadAllTextAsync(Path.Combine(laptop.Folder, path), TestContext.Current.CancellationToken));
        }

        Directory.Delete(Path.Combine(codeBuild.Folder, ".git"), recursive: true);

        var there = await new BuildHost(lab, codeBuild)
            .With("CODEBUILD_BUILD_ID", "web:0f1e2d3c-0000-4000-8000-000000000000")
            .With("CODEBUILD_BUILD_ARN", "arn:aws:codebuild:eu-central-1:123456789012:build/web:0f1e2d3c-0000-4000-8000-000000000000")
            .With("CODEBUILD_RESOLVED_SOURCE_VERSION", laptop.Commit)
            .With("CODEBUILD_SRC_DIR", codeBuild.Folder)
            .With("CODEBUILD_INITIATOR", "codepipeline/web")
            .With("AWS_REGION", "eu-central-1")
            .RunOutside("--target=ShipPlan", "--json", "--branch=main");
        var here = await new BuildHost(lab, laptop)
            .With("AWS_ACCOUNT_ID", "123456789012")
            .With("AWS_REGION", "eu-central-1")
            .RunOutside("--target=ShipPlan", "--json");

        Assert.Equal(Comparable(here.Succeeds()), Comparable(there.Succeeds()));
    }

    private static string Comparable(HostResult result)
    {
        var plan = JsonNode.Parse(result.StandardOutput)!;
        Array.ForEach(Differing, key => plan.AsObject().Remove(key));
        foreach (var (_, image) in plan["images"]!.AsObject())
        {
            image!["labels"]?.AsObject().Remove("org.opencontainers.image.created");
        }

        return plan.ToJsonString(new() { WriteIndented = true });
    }
}
