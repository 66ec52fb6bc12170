using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stevedore.LabTests.Shipping;

/// <summary>The compiled build of this repository, run in a sample repository and in the lab.</summary>
public sealed record BuildHost(LabFixture Lab, SampleRepository Repository)
{
    // What the machine that tests has in its environment must not decide.
    private static readonly string[] Foreign =
    [
        "CODEBUILD_",
        "STEVEDORE_",
        "IMAGE_",
        "ECR_",
        "DOCKER",
        "BUILDX_",
        "BUILDKIT_",
        "AWS_",
        "REPOSITORY_URI",
        "SOURCE_DATE_EPOCH",
        "GIT_",
    ];

    /// <summary>The build in the folder that STEVEDORE_TEST_HOSTS names, or else the compiled one.</summary>
    public static string Program { get; } =
        Environment.GetEnvironmentVariable("STEVEDORE_TEST_HOSTS") is { Length: > 0 } folder
            ? Path.Combine(folder, "Build.dll")
            : Path.Combine(
                AppContext.BaseDirectory.Replace(Path.Combine("tests", "Stevedore.LabTests"), "build", StringComparison.Ordinal),
                "Build.dll"
            );

    private static readonly string DotNet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    /// <summary>The state of another lab than the shared one.</summary>
    public string? State { get; init; }

    /// <summary>What starts the host: it is given the host's own command line.</summary>
    public ImmutableArray<string> Prefix { get; init; } = [];

    /// <summary>Variables to set, or to unset with null, over those of the lab.</summary>
    public ImmutableDictionary<string, string?> Variables { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public BuildHost With(string name, string? value) => this with { Variables = Variables.SetItem(name, value) };

    /// <summary>Runs the host in the lab until it ends.</summary>
    public async Task<HostResult> Run(params string[] arguments)
    {
        await using var run = Start(arguments);
        return await run.End();
    }

    /// <summary>Starts the host in the lab. The process keeps its id when it becomes the host.</summary>
    public HostRun Start(params string[] arguments) => Start("bash", [Lab.Script, "exec", .. Command(arguments)]);

    /// <summary>Runs the host beside the lab, as on a machine that has none.</summary>
    public async Task<HostResult> RunOutside(params string[] arguments)
    {
        var command = Command(arguments);
        await using var run = Start(command[0], command[1..]);
        return await run.End();
    }

    private string[] Command(string[] arguments)
    {
        var variables = Variables.Add("HOME", Repository.Home).Add("TMPDIR", Repository.Temporary);
        return
        [
            "env",
            .. variables.Where(variable => variable.Value is null).SelectMany(variable => new[] { "-u", variable.Key }),
            .. variables.Where(variable => variable.Value is not null).Select(variable => $"{variable.Key}={variable.Value}"),
            .. Prefix,
            DotNet,
            Program,
            .. arguments,
        ];
    }

    private HostRun Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key))
        {
            if (Array.Exists(Foreign, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                start.Environment.Remove(name);
            }
        }

        start.Environment["STEVEDORE_LAB_STATE"] = State ?? Lab.Variables["STEVEDORE_LAB"];
        return new(Process.Start(start)!);
    }
}
