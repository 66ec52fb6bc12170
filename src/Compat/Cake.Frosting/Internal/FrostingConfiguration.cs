using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>Cake's configuration: the host's settings, then the environment and cake.config, then the command line.</summary>
internal sealed class FrostingConfiguration : ICakeConfiguration
{
    private readonly ICakeConfiguration _configuration;

    public FrostingConfiguration(
        IEnumerable<CakeSetting> settings,
        IFileSystem fileSystem,
        ICakeEnvironment environment,
        ICakeArguments arguments
    )
    {
        var fromHost = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            fromHost[setting.Key] = setting.Value;
        }

        var fromCommandLine = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in arguments.GetArguments())
        {
            fromCommandLine.Add(name, values?.FirstOrDefault() ?? string.Empty);
        }

        _configuration = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
            environment.WorkingDirectory,
            fromHost,
            fromCommandLine
        );
    }

    public string GetValue(string key) => _configuration.GetValue(key);
}
