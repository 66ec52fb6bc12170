namespace Stevedore.Init;

/// <summary>What dotnet is asked for to move a pin, and to see the plan of the version that it is at then.</summary>
internal static class UpdateCommands
{
    /// <param name="version">Null for the newest.</param>
    public static ImmutableArray<string> Move(Pin pin, string? version)
    {
        ImmutableArray<string> which =
            version is not null ? ["--version", version]
            : pin.IsPreview ? ["--prerelease"]
            : [];
        return pin.IsPackage
            ? ["package", "add", BuildProject.Package, "--project", pin.PathInFolder, .. which]
            :
            [
                "tool",
                "update",
                ToolPin.Package,
                "--tool-manifest",
                pin.PathInFolder,
                .. which,
                .. version is null ? [] : (string[])["--allow-downgrade"],
            ];
    }

    /// <summary>Compiles the build project beside what runs now.</summary>
    public static ImmutableArray<string> Compile(Pin pin, string folder) =>
        ["build", pin.PathInFolder, "--configuration", "Release", "--verbosity", "quiet", "--nologo", $"-p:OutDir={folder}/"];

    /// <summary>The arguments of a host that prints its plan, and nothing that differs from run to run.</summary>
    public static ImmutableArray<string> Plan(string root) =>
        ["--target=ShipPlan", $"--working={root}", "--verbosity=quiet", "--no-report"];
}
