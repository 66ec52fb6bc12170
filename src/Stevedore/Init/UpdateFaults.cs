using System.Text.RegularExpressions;

namespace Stevedore.Init;

/// <summary>Why a repository could not be moved to another version, told by what dotnet printed.</summary>
internal static class UpdateFaults
{
    private static readonly Regex Source = new(
        @"source '?(?<feed>https?://[^\s']+?)'?\.?(\s|$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly string[] Unauthorized = ["401 (", "403 (", "Unauthorized", "Forbidden"];

    private static readonly string[] Unread = ["NU1301", "Unable to load the service index", "Failed to retrieve information"];

    private static readonly string[] Unreached =
    [
        "Name or service not known",
        "No such host",
        "Connection refused",
        "Resource temporarily unavailable",
    ];

    private static readonly string[] Missing =
    [
        "NU1101",
        "NU1102",
        "NU1103",
        "is not found in NuGet feeds",
        "not found in NuGet feeds",
        "Unable to find package",
        "There are no versions available",
        "no stable versions",
    ];

    private const string SignIn = "Sign in to it (CodeArtifact: `aws codeartifact login --tool dotnet …`)";

    public static StevedoreException NoPin(string root) =>
        new(
            "Cannot update",
            $"neither a tool manifest nor {BuildProject.Project} in {root} pins a version of Stevedore",
            "Write one with `stevedore init`. A tool that is installed globally is updated with `dotnet tool update --global Stevedore.Tool`."
        );

    public static StevedoreException NoProject(Exception cause) =>
        new(
            "Cannot update",
            $"{BuildProject.Project}, or the {BuildProject.CentralVersions} of it, is not well-formed XML",
            "Mend it, and run again.",
            cause
        );

    public static StevedoreException NoDotNet(Exception cause) =>
        new(
            "Cannot update",
            "the .NET SDK, which moves the pin, is not installed or not on the PATH",
            "Install it from https://dotnet.microsoft.com/download.",
            cause
        );

    /// <param name="version">The one that was asked for; null for the newest.</param>
    /// <param name="printed">What dotnet printed.</param>
    public static StevedoreException NotMoved(Pin pin, string? version, ImmutableArray<string> printed)
    {
        var what = $"Cannot move {pin.Path} from Stevedore {pin.Version}{(version is null ? "" : $" to {version}")}";
        var name = $"{(pin.IsPackage ? BuildProject.Package : "Stevedore.Tool")}{(version is null ? "" : $" {version}")}";
        return Says(printed, Unauthorized)
                ? new(what, $"{Feed(printed)} wants credentials", $"{SignIn}, and run again; nothing was changed.")
            : Says(printed, Unreached)
                ? new(
                    what,
                    $"{Feed(printed)} could not be reached",
                    "Check the network, the proxy and the feeds (`dotnet nuget list source`), and run again; nothing was changed."
                )
            : Says(printed, Unread)
                ? new(
                    what,
                    $"{Feed(printed)} cannot be read, and dotnet does not say why",
                    $"See what `curl -I` answers there. {SignIn} where that is 401, else check the network and the proxy, and run again; nothing was changed."
                )
            : Says(printed, Missing)
                ? new(
                    what,
                    $"no feed has {name}",
                    $"`dotnet nuget list source` lists the feeds, and --to=<version> names a version.{(pin.IsPackage ? " Where the package holds Cake itself, its version ends with bundled." : "")}"
                )
            : Says(printed, ["is lower than existing version"])
                ? new(what, "what the feeds have is older", "Pass --to=<version> to go back to one; nothing was changed.")
            : new(what, $"dotnet says '{Last(printed)}'", "Correct that, and run again; nothing was changed.");
    }

    /// <param name="printed">What the new version, or the compiler, printed.</param>
    public static StevedoreException NoPlan(Pin before, Pin after, ImmutableArray<string> printed) =>
        new(
            $"Cannot make the plan with Stevedore {after.Version}, which {after.Path} is at now",
            $"it says '{Last(printed)}'",
            $"Correct that, or go back with --to={before.Version}."
        );

    /// <summary>The line that says most.</summary>
    public static string Last(ImmutableArray<string> printed) =>
        OutsideText
            .Line(
                printed.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
                    ?? printed.LastOrDefault(line => line.Trim().Length > 0)
                    ?? "nothing"
            )
            .TrimEnd('.');

    // Such as `Unable to load the service index for source https://api.nuget.org/v3/index.json.`
    private static string Feed(ImmutableArray<string> printed) =>
        printed.Select(line => Source.Match(line)).FirstOrDefault(match => match.Success) is { } found
            ? $"the feed {OutsideText.Line(found.Groups["feed"].Value)}"
            : "a feed";

    private static bool Says(ImmutableArray<string> printed, string[] words) =>
        printed.Any(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
