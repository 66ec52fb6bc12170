using Cake.Core;

namespace Stevedore.Arguments;

/// <summary>The arguments of this command, parsed.</summary>
public sealed record RunOptions
{
    /// <summary>The settings file; null for <c>stevedore.json</c>, which may then be missing.</summary>
    public string? Config { get; init; }

    /// <summary>The section of <c>environments</c>; null when the command names none.</summary>
    public string? Environment { get; init; }

    /// <summary>The images to ship; null for all.</summary>
    public ImmutableArray<string>? Images { get; init; }

    /// <summary>The platforms to build, as they were written; null for those of the settings.</summary>
    public string? Platforms { get; init; }

    /// <summary>The commit; null when git or CodeBuild says it.</summary>
    public string? Commit { get; init; }

    /// <summary>The branch; null when git or CodeBuild says it.</summary>
    public string? Branch { get; init; }

    /// <summary>The git tag; null when git or CodeBuild says it.</summary>
    public string? Tag { get; init; }

    /// <summary>The folder of the output files.</summary>
    public string Output { get; init; } = "artifacts";

    /// <summary>Whether a dirty tree may be pushed.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>Whether to build what is already shipped.</summary>
    public bool Rebuild { get; init; }

    /// <summary>Whether to build again what is made from images that have moved since it was shipped.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether every step runs again.</summary>
    public bool NoCache { get; init; }

    /// <summary>Whether the builder that Stevedore created is removed at the end.</summary>
    public bool RemoveBuilder { get; init; }

    /// <summary>Whether stdout is JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Whether targets that can run on CodeBuild run there and not here.</summary>
    public bool IsRemote { get; init; }

    /// <exception cref="StevedoreException">A value is missing or names what there is not, or a flag has one that is neither true nor false.</exception>
    public static RunOptions Parse(ICakeArguments arguments) =>
        new()
        {
            Config = Value(arguments, "config"),
            Environment = Value(arguments, "environment"),
            Images = Value(arguments, "images") is { } images
                ? [.. images.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
                : null,
            Platforms = Value(arguments, "platforms"),
            Commit = Value(arguments, "commit"),
            Branch = Value(arguments, "branch"),
            Tag = Value(arguments, "tag"),
            Output = Value(arguments, "output") ?? "artifacts",
            AllowDirty = Flag(arguments, "allow-dirty"),
            Rebuild = Flag(arguments, "rebuild"),
            Refresh = Flag(arguments, "refresh"),
            NoCache = Flag(arguments, "no-cache"),
            RemoveBuilder = Flag(arguments, "remove-builder"),
            Json = Flag(arguments, "json"),
            IsRemote = Value(arguments, "on") is { } place && IsCodeBuild(place),
        };

    /// <summary>The value of an argument; null when it is not given. Given more than once, the values are joined by commas.</summary>
    public static string? Value(ICakeArguments arguments, string name)
    {
        if (!arguments.HasArgument(name))
        {
            return null;
        }

        var values = arguments.GetArguments(name).Where(value => !string.IsNullOrWhiteSpace(value)).ToArray();
        return values.Length > 0 ? string.Join(',', values) : throw Empty(name, isFlag: false);
    }

    /// <summary>Every value of an argument that may be given more than once; empty when it is not given.</summary>
    public static ImmutableArray<string> Values(ICakeArguments arguments, string name)
    {
        if (!arguments.HasArgument(name))
        {
            return [];
        }

        ImmutableArray<string> values = [.. arguments.GetArguments(name).Where(value => !string.IsNullOrWhiteSpace(value))];
        return values.Length > 0 ? values : throw Empty(name, isFlag: false);
    }

    private static bool IsCodeBuild(string place) =>
        place.Equals("codebuild", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new StevedoreException(
                $"Cannot run on '{OutsideText.Line(place, 40)}'",
                "there is no such place",
                "Write --on=codebuild, or leave it out to run here."
            );

    /// <summary>The error of an argument without a value.</summary>
    internal static StevedoreException Empty(string name, bool isFlag) =>
        new($"Cannot read --{name}", "it has no value", isFlag ? $"Write --{name}, or --{name}=false." : $"Write --{name}=<value>.");

    /// <summary>Whether a flag is set: <c>--name</c> alone means true.</summary>
    public static bool Flag(ICakeArguments arguments, string name) =>
        arguments.HasArgument(name)
        && (arguments.GetArguments(name).LastOrDefault() ?? "").ToLowerInvariant() switch
        {
            "" or "true" or "yes" or "1" => true,
            "false" or "no" or "0" => false,
            var other => throw new StevedoreException(
                $"Cannot read --{name}={other}",
                "it is a flag",
                $"Write --{name}, or --{name}=false."
            ),
        };
}
