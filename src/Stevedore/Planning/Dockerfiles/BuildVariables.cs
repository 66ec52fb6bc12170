namespace Stevedore.Planning.Dockerfiles;

/// <summary>The variables that FROM knows.</summary>
internal static class BuildVariables
{
    /// <summary>A value of null is set, but known only to the builder.</summary>
    public static Dictionary<string, string?> Of(Dockerfile file, DockerfileBuild build)
    {
        var variables = Predefined(file, build);
        foreach (var name in variables.Keys.Where(build.Arguments.ContainsKey).ToArray())
        {
            variables[name] = build.Arguments[name];
        }

        // Declared again without a value, an argument keeps what it has.
        foreach (var argument in file.Arguments)
        {
            if (build.Arguments.TryGetValue(argument.Name, out var given))
            {
                variables[argument.Name] = given;
            }
            else if (argument.Default is { } value)
            {
                variables[argument.Name] = new ShellWord(value, file.Escape, variables).Expand();
            }
        }

        return variables;
    }

    // https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
    private static Dictionary<string, string?> Predefined(Dockerfile file, DockerfileBuild build)
    {
        var platform = build.Platform.Normalized;
        var machine = build.BuildPlatform?.Normalized;
        return new(StringComparer.Ordinal)
        {
            ["BUILDPLATFORM"] = machine?.ToString(),
            ["BUILDOS"] = "linux",
            ["BUILDOSVERSION"] = "",
            ["BUILDARCH"] = machine?.Architecture,
            ["BUILDVARIANT"] = machine is null ? null : machine.Variant ?? "",
            ["TARGETPLATFORM"] = $"{platform}",
            ["TARGETOS"] = platform.OperatingSystem,
            ["TARGETOSVERSION"] = "",
            ["TARGETARCH"] = platform.Architecture,
            ["TARGETVARIANT"] = platform.Variant ?? "",
            ["TARGETSTAGE"] = build.Target ?? file.Stages.LastOrDefault()?.Name ?? "default",
        };
    }
}
