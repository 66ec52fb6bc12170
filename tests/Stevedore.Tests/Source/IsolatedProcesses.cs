using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Path = System.IO.Path;

namespace Stevedore.Tests.Source;

/// <summary>Cake's own process runner, for processes that see nobody's git configuration and have a fixed identity; it keeps what it started.</summary>
internal sealed class IsolatedProcesses(string home, params (string Name, string Value)[] environment) : IProcessRunner
{
    private readonly IProcessRunner runner = Genuine();

    public List<string> Started { get; } = [];

    public static IEnumerable<(string Name, string Value)> Variables(string home) =>
        [
            ("HOME", home),
            ("XDG_CONFIG_HOME", home),
            ("GIT_CONFIG_GLOBAL", Path.Combine(home, ".gitconfig")),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Alex"),
            ("GIT_AUTHOR_EMAIL", "alex@example.com"),
            ("GIT_COMMITTER_NAME", "Alex"),
            ("GIT_COMMITTER_EMAIL", "alex@example.com"),
        ];

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        Started.Add($"{filePath} {settings.Arguments.Render()}");
        settings.EnvironmentVariables ??= new Dictionary<string, string?>();
        foreach (var (name, value) in Variables(home).Concat(environment))
        {
            settings.EnvironmentVariables.TryAdd(name, value);
        }

        return runner.Start(filePath, settings);
    }

    private static ProcessRunner Genuine()
    {
        var files = new FileSystem();
        var log = new NullLog();
        var surroundings = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var configuration = new CakeConfiguration(new Dictionary<string, string>());
        var tools = new ToolLocator(
            surroundings,
            new ToolRepository(surroundings),
            new ToolResolutionStrategy(files, surroundings, new Globber(files, surroundings), configuration, log)
        );
        return new(files, surroundings, log, tools, configuration);
    }
}
