using System.Globalization;
using System.Security.Cryptography;

namespace Build.Benchmarks;

/// <summary>Each hand-made pipeline's shell and Ship in turn, in the same lab, on the same source.</summary>
/// <param name="against">Another clone, whose Ship is measured in place of the shell; null for the shell.</param>
public sealed class PipelineBenchmark(string repository, int repetitions, string? against)
{
    private const string WithoutCache = "nothing cached or kept";
    private static readonly Dictionary<string, string?> Unchanged = [];
    private readonly Lab lab = new(repository);
    private readonly string build = Path.Combine(repository, "build.sh");

    /// <summary>A line for each pipeline and way, as soon as it is known.</summary>
    public IEnumerable<string> Run()
    {
        SetUp();
        yield return $"{"pipeline", -24} {"way", -22} {(against is null ? "shell" : "other"), 8} {"Ship", 8} {"ratio", 6}   at most   where Ship's time goes, in seconds";
        using var folder = new TemporaryFolder();
        foreach (var pipeline in Pipeline.All)
        {
            foreach (
                var (way, measure) in new[]
                {
                    (WithoutCache, 0.95),
                    ("nothing cached", 1.0),
                    ("one line changed", 1.1),
                    ("nothing changed", 0.7),
                }
            )
            {
                yield return Compare(folder, pipeline, way, measure);
            }
        }
    }

    private string Compare(TemporaryFolder folder, Pipeline pipeline, string way, double measure)
    {
        var other = new List<double>();
        var ship = new List<double>();
        var times = new ShipTimes();
        var source = Copy(folder, pipeline);
        var script = Path.Combine(folder.FullPath, "before.sh");
        var config = lab.CopyDockerConfig(folder.Path("docker-config"));
        File.WriteAllText(script, $"export DOCKER_CONFIG='{config}'\n{Pipeline.Script(source)}");
        var environment = Pipeline.Environment(source);
        environment["CODEBUILD_SRC_DIR_BaseImage"] = folder.Path("base-image");
        environment["CODEBUILD_SRC_DIR"] = source;
        string[] ShipOf(string launcher, string output) =>
            [launcher, "--target=Ship", $"--working={source}", $"--output=../{output}", "--verbosity=verbose"];
        var shipCommand = ShipOf(build, "artifacts");
        var otherCommand = against is null ? new[] { "bash", script } : ShipOf(Path.Combine(against, "build.sh"), "other-artifacts");

        // Once before, so that neither is first: in warm ways it also fills the caches.
        for (var repetition = -1; repetition < repetitions; repetition++)
        {
            Forget(config);
            Prepare(way, pipeline, source, environment);
            var otherTime = Again(() => InLab(environment, otherCommand).Seconds);
            Prepare(way, pipeline, source, environment);
            var (shipTime, output) = InLab(ForShip(way, pipeline, environment), shipCommand);
            if (repetition >= 0)
            {
                other.Add(otherTime);
                ship.Add(shipTime);
                times.Add(output, shipTime);
            }
        }

        var (before, after) = (Measurement.Median(other), Measurement.Median(ship));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{pipeline.Name, -24} {way, -22} {before, 6:0.00} s {after, 6:0.00} s {after / before, 6:0.00}   {(against is null ? measure : 1.05), 7:0.00}   {times}"
        );
    }

    // The shell writes its own image under the commit's tag. Where the commit stays, Ship gets one that nobody else writes to.
    // The shell keeps no cache for the machine of the next build; Ship does where it is not told otherwise.
    private static Dictionary<string, string?> ForShip(string way, Pipeline pipeline, Dictionary<string, string?> environment)
    {
        const string variable = "CODEBUILD_RESOLVED_SOURCE_VERSION";
        return way switch
        {
            "nothing changed" => new(environment) { [variable] = string.Concat(environment[variable]!.Reverse()) },
            WithoutCache => new(environment) { [$"STEVEDORE__IMAGES__{pipeline.Image}__CACHE"] = "none" },
            _ => environment,
        };
    }

    // With the containerd store, docker of the lab's age now and then pushes a platform's manifest over the tag and then fails on it.
    private static double Again(Func<double> measure)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return measure();
            }
            catch (InvalidOperationException cause) when (attempt < 4 && cause.Message.Contains("500 Internal Server Error"))
            {
                Console.Error.WriteLine("A push failed with 500 and is measured again.");
            }
        }
    }

    // Every build of CodeBuild begins on a machine without the builders of the last one.
    private void Forget(string config)
    {
        const string remove = "! docker buildx inspect mybuilder >/dev/null 2>&1 || docker buildx rm mybuilder";
        lab.Run("sh", "-c", $"export DOCKER_CONFIG='{config}'; {remove}");
    }

    private void Prepare(string way, Pipeline pipeline, string source, Dictionary<string, string?> environment)
    {
        if (way == "nothing changed")
        {
            return;
        }

        // Another commit, as every push to a pipeline is.
        environment["CODEBUILD_RESOLVED_SOURCE_VERSION"] = RandomNumberGenerator.GetHexString(40, lowercase: true);
        if (way == "one line changed")
        {
            File.AppendAllText(Path.Combine(source, pipeline.Edited), $"# {environment["CODEBUILD_RESOLVED_SOURCE_VERSION"]}\n");
            return;
        }

        lab.Empty(pipeline.Repositories);
    }

    private void SetUp()
    {
        lab.Restart();
        const string secret = """{"DOCKER_USERNAME":"acme","DOCKER_TOKEN":"hubtoken"}""";
        lab.Run("aws", "secretsmanager", "create-secret", "--name", "dockerhub-credentials", "--secret-string", secret);
        lab.Run("aws", "ssm", "put-parameter", "--name", "/dockerhub/user", "--type", "SecureString", "--value", "acme");
        lab.Run("aws", "ssm", "put-parameter", "--name", "/dockerhub/token", "--type", "SecureString", "--value", "hubtoken");
        foreach (var name in (string[])["demo/codebuild/push-ecr", "stack-app", "myweb", "base-image", "app-image"])
        {
            lab.Run("aws", "ecr", "create-repository", "--repository-name", name);
        }
    }

    private string Copy(TemporaryFolder folder, Pipeline pipeline)
    {
        var source = folder.Path(Path.Combine("source", pipeline.Name));
        Measurement.Run(repository, Unchanged, "rm", "-rf", source);
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        Measurement.Run(repository, Unchanged, "cp", "-r", Path.Combine(repository, Pipeline.Folder, pipeline.Name), source);
        if (pipeline.Name.EndsWith("/app", StringComparison.Ordinal))
        {
            ShipBase(folder);
        }

        return source;
    }

    // What the pipeline's ECR source would hand to the app: the base image by its digest.
    private void ShipBase(TemporaryFolder folder)
    {
        var source = folder.Path("source/5-base-and-app/base");
        var environment = Pipeline.Environment(source);
        environment["CODEBUILD_SRC_DIR"] = source;
        InLab(environment, build, "--target=Ship", $"--working={source}", $"--output={folder.Path("base-artifacts")}");
        Directory.CreateDirectory(folder.Path("base-image"));
        File.Copy(folder.Path("base-artifacts/imageDetail.json"), folder.Path("base-image/imageDetail.json"), overwrite: true);
    }

    private (double Seconds, string Output) InLab(Dictionary<string, string?> environment, params string[] command) =>
        lab.Time(environment["CODEBUILD_SRC_DIR"]!, environment, command);
}
