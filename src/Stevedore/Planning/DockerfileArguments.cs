using System.Text.RegularExpressions;

namespace Stevedore.Planning;

/// <summary>The build arguments that a Dockerfile takes.</summary>
internal static partial class DockerfileArguments
{
    /// <summary>Whether it declares one, before its first stage, in any, or for those that are built on it.</summary>
    public static bool Declares(string text, string name) =>
        DockerfileBase
            .Instructions(text)
            .Select(line => Declaration().Match(line))
            .Where(declared => declared.Success)
            .SelectMany(declared => DockerfileBase.Assignment().Matches(declared.Groups["list"].Value))
            .Any(argument => argument.Groups["name"].Value == name);

    [GeneratedRegex(@"^\s*(?:ONBUILD\s+)?ARG\s+(?<list>.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
