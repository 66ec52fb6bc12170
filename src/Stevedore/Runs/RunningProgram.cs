namespace Stevedore.Runs;

/// <summary>The program that runs, to be started once more.</summary>
internal static class RunningProgram
{
    /// <summary>What starts it, and then its arguments.</summary>
    public static ImmutableArray<string> Command(ImmutableArray<string> arguments)
    {
        var program = Environment.ProcessPath!;
        // What dotnet runs it names first.
        return Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [program, Environment.GetCommandLineArgs()[0], .. arguments]
            : [program, .. arguments];
    }
}
