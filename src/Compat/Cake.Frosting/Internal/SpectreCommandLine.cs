using Cake.Cli;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The command line, with its help and its errors.</summary>
internal static class SpectreCommandLine
{
    public static int Run(IServiceCollection services, IEnumerable<string> arguments)
    {
        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), services);
        var app = new CommandApp<HostCommand>(registrar);
        app.Configure(configuration =>
        {
            configuration.ValidateExamples();
            configuration.AddExample([]);
            configuration.AddExample(["--verbosity", "quiet"]);
            configuration.AddExample(["--tree"]);
        });
        return app.Run(arguments);
    }
}
