using YamlDotNet.RepresentationModel;

namespace Build.Benchmarks;

/// <summary>A hand-made pipeline of tests/Stevedore.LabTests/Pipelines: its source, its shell, and what CodeBuild gives it.</summary>
/// <param name="Name">Its folder, below that of all pipelines.</param>
/// <param name="Image">What Ship calls its image.</param>
/// <param name="Edited">A source file that a line is added to.</param>
/// <param name="Repositories">Its repositories in the lab's storage.</param>
public sealed record Pipeline(string Name, string Image, string Edited, params string[] Repositories)
{
    private const string Ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    /// <summary>Where they are, relative to the repository.</summary>
    public const string Folder = "tests/Stevedore.LabTests/Pipelines";

    public static IReadOnlyList<Pipeline> All { get; } =
    [
        new("1-docker-build-cloud", "myapp", "myapp.sh", "registry-1.docker.io/acme/myapp"),
        new("2-codebuild-sample", "push-ecr", "hello.txt", $"{Ecr}/demo/codebuild/push-ecr"),
        new("3-cloudformation", "app", "app/index.html", $"{Ecr}/stack-app"),
        new("4-docker-hub-to-ecs", "myweb", "index.html", $"{Ecr}/myweb"),
        new("5-base-and-app/base", "base-image", "motd", $"{Ecr}/base-image"),
        new("5-base-and-app/app", "app-image", "app.sh", $"{Ecr}/app-image"),
    ];

    /// <summary>The commands of before.yml in their order, as one script that ends at the first failure.</summary>
    public static string Script(string folder)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Path.Combine(folder, "before.yml"));
        yaml.Load(reader);
        var phases = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["phases"];
        var commands =
            from phase in (string[])["install", "pre_build", "build", "post_build"]
            where phases.Children.ContainsKey(phase)
            from command in (YamlSequenceNode)((YamlMappingNode)phases[phase])["commands"]
            select command.ToString();
        // BuildKit's own image cannot be had in the lab.
        const string create = "docker buildx create";
        return string.Join('\n', commands.Prepend("set -e")).Replace(create, $"{create} --driver-opt image={Lab.BuildKitImage}");
    }

    /// <summary>The environment that CodeBuild would give: its own variables, and the secrets that the buildspec names.</summary>
    public static Dictionary<string, string?> Environment(string folder) =>
        File.ReadAllLines(Path.Combine(folder, "codebuild.env"))
            .Select(line => line.Split('=', 2))
            .Concat([
                ["DOCKER_USERNAME", "acme"],
                ["DOCKER_TOKEN", "hubtoken"],
                ["DOCKERHUB_USER", "acme"],
                ["DOCKERHUB_TOKEN", "hubtoken"],
            ])
            .ToDictionary(parts => parts[0], parts => (string?)parts[1]);
}
