using System.Globalization;
using System.Security.Cryptography;

namespace Build.Benchmarks;

/// <summary>Thirty images of one repository: Ship against docker buildx bake by itself, on the file that Ship gave it.</summary>
public sealed class ImagesBenchmark(string repository, int repetitions)
{
    private const int Count = 30;
    private const string Host = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private static readonly Dictionary<string, string?> Unchanged = [];
    private readonly Lab lab = new(repository);

    /// <summary>A line, when it is known.</summary>
    public IEnumerable<string> Run()
    {
        lab.Restart();
        using var folder = new TemporaryFolder();
        var source = folder.Path("source");
        WriteSource(source);
        var bake = new List<double>();
        var ship = new List<double>();
        var times = new ShipTimes();
        var config = lab.CopyDockerConfig(folder.Path("docker-config"));
        // Tokens of ECR are for twelve hours.
        const string login = "aws ecr get-login-password | docker login --username AWS --password-stdin";
        lab.Run("sh", "-c", $"export DOCKER_CONFIG='{config}'; {login} {Host}");
        var withLogin = new Dictionary<string, string?> { ["DOCKER_CONFIG"] = config };
        string[] repositories = [.. Names().Select(name => $"{Host}/{name}")];

        // Once before, which also creates the repositories and writes the bake file.
        for (var repetition = -1; repetition < repetitions; repetition++)
        {
            lab.Empty(repositories);
            var (shipTime, output) = lab.Time(
                source,
                Unchanged,
                Path.Combine(repository, "build.sh"),
                "--target=Ship",
                $"--working={source}",
                $"--commit={RandomNumberGenerator.GetHexString(40, lowercase: true)}",
                "--verbosity=verbose"
            );
            lab.Empty(repositories);
            var bakeTime = lab.Time(source, withLogin, "docker", "buildx", "bake", "--file", "artifacts/bake.json", "default").Seconds;
            if (repetition >= 0)
            {
                ship.Add(shipTime);
                bake.Add(bakeTime);
                times.Add(output, shipTime);
            }
        }

        var (before, after) = (Measurement.Median(bake), Measurement.Median(ship));
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} images, nothing cached: docker buildx bake {before:0.00} s, Ship {after:0.00} s, ratio {after / before:0.00}, at most 1.2 ({times})"
        );
    }

    private static IEnumerable<string> Names() => Enumerable.Range(1, Count).Select(number => Invariant($"service-{number:00}"));

    private static void WriteSource(string source)
    {
        foreach (var name in Names())
        {
            var context = Directory.CreateDirectory(Path.Combine(source, name)).FullName;
            File.WriteAllText(Path.Combine(context, "Dockerfile"), "FROM public.ecr.aws/docker/library/busybox:1.37\nCOPY name /name\n");
            File.WriteAllText(Path.Combine(context, "name"), $"{name}\n");
        }

        var images = string.Join(
            ", ",
            Names()
                .Select(name =>
                    $$"""
                        "{{name}}": { "context": "{{name}}" }
                        """
                )
        );
        File.WriteAllText(
            Path.Combine(source, "stevedore.json"),
            $$"""{ "images": { {{images}} }, "registries": { "ecr": { "type": "ecr" } }, "platforms": ["linux/amd64", "linux/arm64"] }"""
        );
    }
}
