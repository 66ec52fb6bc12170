using System.Text;
using System.Text.Json;
using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Source;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild.Targets;

/// <summary>A target that is run on CodeBuild in place of here. Pure.</summary>
internal static class RemoteTarget
{
    // What says where it runs, and not what.
    private static readonly ImmutableArray<string> OfHere =
    [
        "on",
        .. RemoteArgumentsAttribute.All.Select(argument => argument.Name),
        "output",
        "json",
        "commit",
        "branch",
        "tag",
        "remove-builder",
    ];

    // What Stevedore reads there as it does here, besides its own.
    private static readonly ImmutableHashSet<string> WellKnown =
    [
        "AWS_ACCOUNT_ID",
        "IMAGE_REPO_NAME",
        "ECR_REPO_NAME",
        "IMAGE_TAG",
        "AWS_ECR_REPOSITORY_URI",
        "REPOSITORY_URI",
        "DOCKER_USERNAME",
        "DOCKER_TOKEN",
        "DOCKERHUB_USER",
        "DOCKERHUB_TOKEN",
        "BUILDX_BUILDER",
        "SOURCE_DATE_EPOCH",
    ];

    /// <summary>The arguments of the command, as far as they are the target's own.</summary>
    public static ImmutableArray<string> Arguments(ICakeArguments arguments, string? branch, string? tag) =>
        [
            .. ShipArgumentsAttribute
                .All.Where(argument => !OfHere.Contains(argument.Name) && arguments.HasArgument(argument.Name))
                .Select(argument =>
                    argument.Values is null ? $"--{argument.Name}={(RunOptions.Flag(arguments, argument.Name) ? "true" : "false")}"
                    : RunOptions.Value(arguments, argument.Name) is { } value ? $"--{argument.Name}={value}"
                    : ""
                ),
            // There nothing else says them.
            .. branch is null ? Array.Empty<string>() : [$"--branch={branch}"],
            .. tag is null ? Array.Empty<string>() : [$"--tag={tag}"],
        ];

    /// <summary>The names of what the environment here says to Stevedore and that of the build does not.</summary>
    public static ImmutableArray<string> Missing(IEnumerable<string> here, ImmutableArray<BuildVariable> there) =>
        [
            .. here.Where(name =>
                    (WellKnown.Contains(name) || name.StartsWith("STEVEDORE_", StringComparison.Ordinal))
                    && name is not ("STEVEDORE_COMMIT" or "STEVEDORE_SOURCE")
                    && there.All(variable => variable.Name != name)
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>A buildspec that does it.</summary>
    /// <param name="hasArtifacts">Whether it leaves files that are fetched.</param>
    public static string Buildspec(IEnumerable<string> commands, bool hasArtifacts) =>
        string.Join(
            '\n',
            [
                "version: 0.2",
                "phases:",
                "  build:",
                "    commands:",
                // What JSON quotes, YAML reads.
                .. commands.Select(command =>
                    $"      - \"{Encoding.UTF8.GetString(JsonEncodedText.Encode(command, OutputJson.Readable.Encoder).EncodedUtf8Bytes)}\""
                ),
                .. hasArtifacts ? (string[])["artifacts:", "  base-directory: artifacts", "  files:", "    - \"**/*\""] : [],
                "",
            ]
        );

    /// <summary>How the repository runs Stevedore.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="verb">What the tool calls it.</param>
    /// <param name="text">The text of a file of the repository; null for one that is not there.</param>
    /// <exception cref="StevedoreException">It does not say it.</exception>
    public static ImmutableArray<string> Commands(string target, string verb, ImmutableArray<string> arguments, Func<string, string?> text)
    {
        var words = string.Concat(arguments.Select(argument => $" {ShellWord.Of(argument)}"));
        if (text("build.sh") is not null && text("build/Build.csproj") is not null)
        {
            return [$"bash build.sh --target={target}{words}"];
        }

        foreach (var folder in (string[])["", "build"])
        {
            var below = folder.Length > 0 ? $"{folder}/" : "";
            if (
                (text($"{below}.config/dotnet-tools.json") ?? text($"{below}dotnet-tools.json")) is { } manifest
                && manifest.Contains("\"stevedore.tool\"", StringComparison.OrdinalIgnoreCase)
            )
            {
                string[] commands = ["dotnet tool restore", $"dotnet stevedore {verb}{words}"];
                // In brackets, since a buildspec's commands share a shell.
                return folder.Length > 0 ? [.. commands.Select(command => $"(cd {folder} && {command})")] : [.. commands];
            }
        }

        throw new StevedoreException(
            $"Cannot run {target} on CodeBuild",
            "this repository has neither build.sh with build/Build.csproj nor a manifest that pins stevedore.tool, so that nothing says how it is run there",
            "`stevedore init` writes one of them; CodeBuildRun runs the project's own buildspec."
        );
    }
}
