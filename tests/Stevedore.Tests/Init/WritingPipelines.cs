using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Init;

/// <summary>The templates of pipelines, written by a process of its own.</summary>
public sealed class WritingPipelines : IDisposable
{
    private const string Settings = """
        {
          "images": { "shop": {} },
          "deploy": { "services": ["shop"] },
          "environments": { "prod": {} },
          "pipelines": { "shop": { "source": { "connection": "acme", "repository": "acme/shop" }, "stages": [{ "environment": "prod" }] } }
        }
        """;

    private readonly GitRepository repository = GitRepository.Init("shop");

    public WritingPipelines()
    {
        repository.Write("Dockerfile", "FROM scratch\n");
        repository.Write("stevedore.json", Settings);
        repository.Commit();
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void WritesTemplateAndParameters()
    {
        var run = Init("--pipeline");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("\npipeline/shop.yml: written\npipeline/shop.parameters.json: written\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\nshop: write the ARN of the connection acme into the parameter Connection: `aws codeconnections list-connections` prints it.\n",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nbuildspec.yml has to hand on artifacts/imagedefinitions.json, artifacts/imageDetail.json, artifacts/release.json, stevedore.json: write under artifacts, files, without base-directory: ",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nbuildspec.yml has to say what it hands on, so that nothing else is deployed: write STEVEDORE_HANDED_ON under env, exported-variables, and as the last command of build: "
                + "export STEVEDORE_HANDED_ON=$(sha256sum artifacts/imagedefinitions.json ",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(["shop.parameters.json", "shop.yml"], Written());
    }

    [Fact]
    public void SaysNothingToABuildspecThatHandsOnAll()
    {
        const string files = "artifacts/imagedefinitions.json artifacts/imageDetail.json artifacts/release.json stevedore.json";
        repository.Write(
            "buildspec.yml",
            $"""
            version: 0.2
            env:
              exported-variables: [STEVEDORE_HANDED_ON]
            phases:
              build:
                commands:
                  - stevedore ship
                  - export STEVEDORE_HANDED_ON=$(sha256sum {files} | sha256sum | cut -c1-64)
            artifacts:
              files: [{files.Replace(" ", ", ", StringComparison.Ordinal)}]
            """
        );

        Assert.DoesNotContain("buildspec.yml", Init("--pipeline").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MakesAgainWhatNobodyHasChanged()
    {
        Init("--pipeline");
        repository.Write(
            "stevedore.json",
            Settings.Replace("\"stages\"", "\"mode\": \"superseded\", \"stages\"", StringComparison.Ordinal)
        );

        Assert.Contains(
            "\npipeline/shop.yml: replaced\npipeline/shop.parameters.json: as it is to be\n",
            Init("--pipeline").Output,
            StringComparison.Ordinal
        );
        Assert.Contains("ExecutionMode: SUPERSEDED", Template(), StringComparison.Ordinal);
    }

    [Fact]
    public void LeavesWhatWasChangedByHandAndShowsIt()
    {
        Init("--pipeline");
        var changed = Template().Replace("ExecutionMode: QUEUED", "ExecutionMode: PARALLEL", StringComparison.Ordinal);
        repository.Write("pipeline/shop.yml", changed);

        var run = Init("--pipeline");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "\npipeline/shop.yml: kept; with --force this would change:\n  -       ExecutionMode: PARALLEL\n  +       ExecutionMode: QUEUED\n",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(changed, Template());
        Init("--pipeline", "--force");
        Assert.Contains("ExecutionMode: QUEUED", Template(), StringComparison.Ordinal);
    }

    [Fact]
    public void PrintsRolesAndWritesNothing()
    {
        var run = Init("--roles");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("\nDeployProdRole in pipeline/shop.yml: Deployments of shop to prod\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nWhoever runs `stevedore ecs deploy --environment=prod`\n", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(repository.Folder, "pipeline")));
    }

    [Fact]
    public void LeavesNothingHalfWritten()
    {
        repository.Write("pipeline/shop.overrides.yml", "Resources:\n  Pipelin: null\n");

        var run = Init("--pipeline");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "Cannot merge pipeline/shop.overrides.yml: line 2: it removes Resources.Pipelin, which is not there. Did you mean 'Pipeline'?",
            run.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(["shop.overrides.yml"], Written());
    }

    [Fact]
    public void TellsTheBuildWhichImagesThePipelineShips()
    {
        repository.Write(
            "stevedore.json",
            """{ "images": { "one": {}, "two": {} }, "pipelines": { "shop": { "source": { "type": "codecommit", "repository": "shop" }, "images": ["two"] } } }"""
        );
        Init("--pipeline");
        Assert.Contains("- Name: STEVEDORE_IMAGES\n            Value: two\n", Template(), StringComparison.Ordinal);

        using var plan = ChildRun.Begin(
            repository.Folder,
            new Dictionary<string, string> { ["STEVEDORE_IMAGES"] = "two" },
            "plain",
            "--target=ShipPlan"
        );
        var printed = plan.End().Output;
        Assert.Contains("/two", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("/one", printed, StringComparison.Ordinal);
    }

    private string Template() => File.ReadAllText(Path.Combine(repository.Folder, "pipeline", "shop.yml"));

    private IEnumerable<string> Written() =>
        Directory
            .GetFiles(Path.Combine(repository.Folder, "pipeline"))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    private (int ExitCode, string Output, string Errors) Init(params string[] arguments) =>
        ChildRun.Of(repository.Folder, "plain", ["--target=Init", .. arguments]);
}
