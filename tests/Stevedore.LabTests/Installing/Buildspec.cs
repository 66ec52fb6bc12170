using Stevedore.LabTests.Shipping;

namespace Stevedore.LabTests.Installing;

/// <summary>The buildspec that Init wrote.</summary>
internal static class Buildspec
{
    /// <summary>The commands of its only phase, a line each.</summary>
    public static string[] Commands(SampleRepository repository)
    {
        const string command = "      - ";
        return
        [
            .. File.ReadLines(Path.Combine(repository.Folder, "buildspec.yml"))
                .Where(line => line.StartsWith(command, StringComparison.Ordinal))
                .Select(line => line[command.Length..]),
        ];
    }
}
