using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The usual command lines, understood as Spectre does; what is not plain is left to it.</summary>
internal sealed class PlainCommandLine
{
    private readonly HostSettings _settings = new();
    private readonly List<string> _targets = [];
    private readonly PlainRemainingArguments _remaining = new();

    private PlainCommandLine() { }

    public static bool TryParse(string[] arguments, out HostSettings settings, out IRemainingArguments remaining)
    {
        var parsed = new PlainCommandLine();
        var plain = parsed.TryParse(arguments);
        parsed._settings.Targets = parsed._targets.Count == 0 ? ["Default"] : [.. parsed._targets];
        settings = parsed._settings;
        remaining = parsed._remaining;
        return plain;
    }

    private bool TryParse(string[] arguments)
    {
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!PlainOption.TryParse(arguments[index], out var option))
            {
                return false;
            }

            if (option.Value == null && index + 1 < arguments.Length && !arguments[index + 1].StartsWith('-'))
            {
                index++;
                if (!PlainOption.IsPlainValue(arguments[index]))
                {
                    return false;
                }

                option = option with { Value = arguments[index] };
            }

            if (!TryTake(option))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryTake(PlainOption option)
    {
        return option.Name switch
        {
            "-t" or "--target" => TryAddTarget(option.Value),
            "-w" or "--working" => TrySetWorkingDirectory(option.Value),
            "-v" or "--verbosity" => TrySetVerbosity(option.Value),
            "--description" or "--descriptions" or "--showdescription" or "--showdescriptions" => option.Value == null
                && (_settings.Description = true),
            "--tree" or "--showtree" => option.Value == null && (_settings.Tree = true),
            "--dryrun" or "--noop" or "--whatif" => option.Value == null && (_settings.DryRun = true),
            "-e" or "--exclusive" => option.Value == null && (_settings.Exclusive = true),
            "--version" or "--ver" => option.Value == null && (_settings.Version = true),
            "--info" => option.Value == null && (_settings.Info = true),
            "--no-report" => option.Value == null && (_settings.NoReport = true),
            "--help" => false,
            _ => option.IsLong && _remaining.Add(option),
        };
    }

    private bool TryAddTarget(string value)
    {
        if (value != null)
        {
            _targets.Add(value);
        }

        return value != null;
    }

    private bool TrySetWorkingDirectory(string value)
    {
        // Given twice is an error that Spectre words.
        if (value == null || _settings.WorkingDirectory != null)
        {
            return false;
        }

        _settings.WorkingDirectory = DirectoryPath.FromString(value);
        return true;
    }

    private bool TrySetVerbosity(string value)
    {
        if (value == null || _settings.Verbosity != null || !VerbosityParser.TryParse(value, out var verbosity))
        {
            return false;
        }

        _settings.Verbosity = verbosity;
        return true;
    }
}
