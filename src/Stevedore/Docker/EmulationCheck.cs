using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>Which platforms of a plan no machine of its builder has by nature.</summary>
internal static class EmulationCheck
{
    /// <summary>Nothing where each is native, is installed first, or nobody says what the machines are.</summary>
    public static IEnumerable<Finding> Of(BuilderDecision decision, BuilderRequest request)
    {
        var builder = request.Builders.FirstOrDefault(known => known.Name == decision.Name);
        var machines = builder?.Nodes.Any(node => !node.Platforms.IsEmpty) == true ? builder.Nodes : Created(decision, request);
        // A machine lists first what it is itself.
        string[] native = [.. machines.Select(machine => machine.Platforms.FirstOrDefault()).OfType<string>().Select(Architecture)];
        if (native.Length == 0)
        {
            yield break;
        }

        var installed = decision.Emulators?.Architectures ?? [];
        Platform[] foreign =
        [
            .. request.Needs.Platforms.Where(platform =>
                !native.Contains(platform.Architecture) && !installed.Contains(platform.Architecture)
            ),
        ];
        var listed = machines.SelectMany(machine => machine.Platforms).ToHashSet(StringComparer.Ordinal);
        foreach (var group in foreign.GroupBy(platform => listed.Contains(BuilderEmulation.Listed(platform))))
        {
            yield return new(
                "emulation",
                FindingLevel.Note,
                $"{string.Join(", ", group)} is {(group.Key ? "emulated" : "left to the emulators of BuildKit's own image")}, many times slower than a machine of that kind"
            );
        }
    }

    private static ImmutableArray<BuilderNode> Created(BuilderDecision decision, BuilderRequest request) =>
        decision.Creations is [{ Driver: "docker-container" }] ? BuilderEmulation.Engine(request)?.Nodes ?? [] : [];

    // linux/arm64 and linux/386 alike; a machine for amd64 runs 386 itself.
    private static string Architecture(string platform) => platform.Split('/').ElementAtOrDefault(1) ?? platform;
}
