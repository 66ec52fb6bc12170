using Cake.Cli;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The whole command line, with its help and its errors.</summary>
internal static class SpectreCommandLine
{
    public static int Run(IServiceCollection services, string[] arguments)
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

            // An option that the host knows as a flag, given a value (--version=1.2.3), is the build's own.
            configuration.Settings.ConvertFlagsToRemainingArguments = true;
        });
        return app.Run(arguments);
    }
}
