using System.ComponentModel;
using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core.Diagnostics;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SampleHost;

/// <summary>A command line read by Spectre, declared as Frosting declares it.</summary>
internal static class SpectreReading
{
    public static string Of(string[] arguments)
    {
        ReadCommand.Heard = null;
        var app = new CommandApp<ReadCommand>();
        app.Configure(configuration =>
        {
            configuration.Settings.ConvertFlagsToRemainingArguments = true;
            configuration.ConfigureConsole(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));
        });
        app.Run(arguments);
        return ReadCommand.Heard ?? "nothing ran";
    }

    internal sealed class ReadSettings : CommandSettings
    {
        [CommandOption("--target|-t <TARGET>")]
        [DefaultValue("Default")]
        public string[] Targets { get; set; } = null!;

        [CommandOption("--working|-w <PATH>")]
        public string? WorkingDirectory { get; set; }

        [CommandOption("--verbosity|-v <VERBOSITY>")]
        [TypeConverter(typeof(VerbosityConverter))]
        public Verbosity? Verbosity { get; set; }

        [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
        public bool Description { get; set; }

        [CommandOption("--tree|--showtree")]
        public bool Tree { get; set; }

        [CommandOption("--dryrun|--noop|--whatif")]
        public bool DryRun { get; set; }

        [CommandOption("--exclusive|-e")]
        public bool Exclusive { get; set; }

        [CommandOption("--version|--ver")]
        public bool Version { get; set; }

        [CommandOption("--info")]
        public bool Info { get; set; }

        [CommandOption("--no-report")]
        public bool NoReport { get; set; }
    }

    internal sealed class ReadCommand : Command<ReadSettings>
    {
        public static string? Heard { get; set; }

        public override int Execute(CommandContext context, ReadSettings settings, CancellationToken cancellationToken)
        {
            Heard =
                settings is { Version: true } or { Info: true } || !CanRun(settings)
                    ? "nothing ran"
                    : Reading.Of(
                        context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets),
                        settings.Verbosity ?? Cake.Core.Diagnostics.Verbosity.Normal
                    );
            return 0;
        }

        // Cake passes over blank targets when there are others.
        private static bool CanRun(ReadSettings settings)
        {
            var targets = settings.Targets.Where(target => !string.IsNullOrWhiteSpace(target)).ToArray();
            return settings is { DryRun: true } or { Tree: false, Description: false }
                && targets.Length > 0
                && targets.All(target => target is "Default" or "Clean" or "Test")
                && (string.IsNullOrWhiteSpace(settings.WorkingDirectory) || Directory.Exists(settings.WorkingDirectory));
        }
    }
}
