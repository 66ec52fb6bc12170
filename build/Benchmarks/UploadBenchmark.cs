using System.Globalization;
using System.Security.Cryptography;

namespace Build.Benchmarks;

/// <summary>A working tree of many files: CodeBuildRun --upload against zip and a copy, to the same bucket.</summary>
public sealed class UploadBenchmark(string repository, int repetitions)
{
    private const int Files = 20_000;
    private const int FilesOfFolder = 200;
    private const int SizeOfFile = 2000;
    private static readonly Dictionary<string, string?> Unchanged = [];
    private readonly Lab lab = new(repository);

    /// <summary>A line, when it is known.</summary>
    public IEnumerable<string> Run()
    {
        lab.Restart();
        using var folder = new TemporaryFolder();
        var source = folder.Path("source");
        WriteSource(source);
        const string set = """
            set -e
            aws s3api create-bucket --bucket uploads --create-bucket-configuration LocationConstraint=eu-central-1
            aws s3api put-bucket-versioning --bucket uploads --versioning-configuration Status=Enabled
            aws iam create-role --role-name build --assume-role-policy-document '{}'
            aws codebuild create-project --name shop --source type=S3,location=uploads/source.zip --artifacts type=NO_ARTIFACTS \
              --environment type=LINUX_CONTAINER,image=standard,computeType=BUILD_GENERAL1_SMALL --service-role arn:aws:iam::123456789012:role/build
            """;
        lab.Run("sh", "-c", set);
        var archive = folder.Path("source.zip");
        var copy = $"zip -q -r '{archive}' . -x '.git/*' && aws s3 cp --quiet '{archive}' s3://uploads/source.zip && rm '{archive}'";
        var zip = new List<double>();
        var upload = new List<double>();
        for (var repetition = -1; repetition < repetitions; repetition++)
        {
            var uploadTime = lab.Time(
                source,
                Unchanged,
                Path.Combine(repository, "build.sh"),
                "--target=CodeBuildRun",
                $"--working={source}",
                "--project=shop",
                "--upload",
                "--yes",
                "--detach",
                "--bucket=uploads"
            ).Seconds;
            var zipTime = lab.Time(source, Unchanged, "sh", "-c", copy).Seconds;
            if (repetition >= 0)
            {
                upload.Add(uploadTime);
                zip.Add(zipTime);
            }
        }

        var (before, after) = (Measurement.Median(zip), Measurement.Median(upload));
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Files} files: zip and aws s3 cp {before:0.00} s, CodeBuildRun --upload {after:0.00} s, ratio {after / before:0.00}, at most 1.3"
        );
    }

    // Half of it is gone when it is compressed, as of sources.
    private static void WriteSource(string source)
    {
        for (var number = 0; number < Files; number++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(source, Invariant($"d{number / FilesOfFolder}"))).FullName;
            File.WriteAllText(
                Path.Combine(folder, Invariant($"f{number}.txt")),
                RandomNumberGenerator.GetString("abcdefgh \n", SizeOfFile)
            );
        }

        foreach (
            var command in (string[][])
                [
                    ["init", "--quiet"],
                    ["add", "--all"],
                    ["commit", "--quiet", "--message=Files"],
                ]
        )
        {
            Measurement.Run(source, Unchanged, ["git", "-c", "user.name=Bench", "-c", "user.email=bench@example.com", .. command]);
        }
    }
}
