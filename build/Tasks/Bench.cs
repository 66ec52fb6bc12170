using System.Globalization;
using Build.Benchmarks;
using Cake.Frosting;
using Stevedore;
using Stevedore.Arguments;

namespace Build.Tasks;

[TaskName(nameof(Bench))]
[TaskDescription("Measures start-up, and shipping against the shell that it replaces, in the lab.")]
[TaskArgument("repetitions", "How often each is run; the median counts. Default: 5.", Values = "number")]
[TaskArgument(
    "only",
    "Only these measurements. Default: all but install, which packs first, uploads, which needs zip, and cold, which start-up has too.",
    Values = "start-up|cold|pipelines|images|uploads|install"
)]
[TaskArgument("against", "Another clone to measure in turn with this one, in place of the shell.", Values = "folder")]
public sealed class Bench : FrostingTask<IStevedoreContext>
{
    public override void Run(IStevedoreContext context)
    {
        var repository = context.Environment.WorkingDirectory.FullPath;
        var given = RunOptions.Value(context.Arguments, "repetitions") ?? "5";
        if (!int.TryParse(given, CultureInfo.InvariantCulture, out var repetitions) || repetitions < 1)
        {
            throw new StevedoreException($"Cannot measure {given} times", "that is no number of repetitions", "Pass --repetitions=5.");
        }

        var only = RunOptions.Value(context.Arguments, "only");
        if (only is not (null or "start-up" or "cold" or "pipelines" or "images" or "uploads" or "install"))
        {
            throw new StevedoreException(
                $"Cannot measure --only={only}",
                "there is no such measurement",
                "Pass start-up, cold, pipelines, images, uploads or install."
            );
        }

        var against = RunOptions.Value(context.Arguments, "against") is { } folder ? Path.GetFullPath(folder, repository) : null;
        if (against is not null && !File.Exists(Path.Combine(against, "build.sh")))
        {
            throw new StevedoreException($"Cannot measure against {against}", "no build.sh is there", "Pass the folder of another clone.");
        }

        var lines = Enumerable.Empty<string>();
        if (only is null or "start-up")
        {
            lines = lines.Concat(new StartUpBenchmark(repository, repetitions, against).Run());
        }

        if (only is "cold")
        {
            lines = lines.Concat(new StartUpBenchmark(repository, repetitions, against).Cold());
        }

        if (only is null or "pipelines")
        {
            lines = lines.Concat(new PipelineBenchmark(repository, repetitions, against).Run());
        }

        if (only is null or "images")
        {
            lines = lines.Concat(new ImagesBenchmark(repository, repetitions).Run());
        }

        if (only is "uploads")
        {
            lines = lines.Concat(new UploadBenchmark(repository, repetitions).Run());
        }

        if (only is "install")
        {
            lines = lines.Concat(new InstallBenchmark(repository, repetitions).Run());
        }

        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}
