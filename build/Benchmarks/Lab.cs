namespace Build.Benchmarks;

/// <summary>The lab's engine, registries and AWS API, for commands that are measured in it.</summary>
public sealed class Lab(string repository)
{
    private static readonly Dictionary<string, string?> Unchanged = [];
    private readonly string script = Path.Combine(repository, "tests/lab/lab.sh");

    /// <summary>What stands in for BuildKit's image: the engine's own BuildKit, for builders that buildx creates.</summary>
    public const string BuildKitImage = "public.ecr.aws/stevedore/buildkit:lab";

    /// <summary>Where its files are.</summary>
    public string State { get; } = Path.Combine(repository, ".lab");

    /// <summary>A new lab, which holds nothing.</summary>
    public void Restart()
    {
        Measurement.Run(repository, Unchanged, "bash", script, "down");
        Measurement.Run(repository, Unchanged, "bash", script, "up", "--buildkit");
    }

    /// <summary>The lab, as it is if it runs.</summary>
    public void Start() => Measurement.Run(repository, Unchanged, "bash", script, "up");

    /// <summary>All that a command printed.</summary>
    public string Run(params string[] command) => Measurement.Run(repository, Unchanged, ["bash", script, "exec", .. command]);

    /// <summary>The seconds that a command took, and all that it printed.</summary>
    /// <param name="environment">Set inside the lab, whose own variables would else replace those of the same name.</param>
    public (double Seconds, string Output) Time(string folder, IReadOnlyDictionary<string, string?> environment, params string[] command) =>
        Measurement.Time(
            repository,
            Unchanged,
            ["bash", script, "exec", "env", "-C", folder, .. environment.Select(variable => $"{variable.Key}={variable.Value}"), .. command]
        );

    /// <summary>Leaves nothing of earlier builds: no builder cache, no images, and nothing in these repositories.</summary>
    /// <param name="repositories">Such as <c>registry-1.docker.io/acme/myapp</c>.</param>
    public void Empty(IEnumerable<string> repositories)
    {
        Run("docker", "builder", "prune", "--all", "--force");
        Run("docker", "image", "prune", "--all", "--force");
        foreach (var stored in repositories.SelectMany(name => (string[])[name, $"{name}-cache"]))
        {
            var (host, path) = (stored[..stored.IndexOf('/')], stored[(stored.IndexOf('/') + 1)..]);
            var storage = Path.Combine(State, "registries", host, "storage");
            if (!Directory.Exists(storage))
            {
                throw new InvalidOperationException($"{storage} is not there: what is measured would not begin from nothing.");
            }

            var place = Path.Combine(storage, "docker/registry/v2/repositories", path);
            if (Directory.Exists(place))
            {
                Directory.Delete(place, recursive: true);
            }
        }
    }

    /// <summary>A docker config of its own with the lab's settings: what logs in with docker leaves the lab as it is for whoever comes next.</summary>
    public string CopyDockerConfig(string target)
    {
        Measurement.Run(repository, Unchanged, "cp", "-rT", Path.Combine(State, "docker-config"), target);
        return target;
    }
}
