using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>A machine as <c>builder.nodes</c> names it.</summary>
/// <param name="Endpoint">Its address, or the name of a docker context.</param>
/// <param name="Platforms">Those that it is there for; empty where none is said.</param>
internal sealed record BuilderMachine(string Endpoint, ImmutableArray<Platform> Platforms)
{
    /// <summary>Reads <c>ssh://builder</c>, <c>linux/arm64=ssh://builder</c> or <c>linux/arm64,linux/arm/v7=ssh://builder</c>.</summary>
    public static BuilderMachine Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var platforms = equals > 0 ? text[..equals].Split(',').Select(name => Platform.TryParse(name.Trim())).ToArray() : [];
        return platforms.Length > 0 && platforms.All(platform => platform is not null)
            ? new(text[(equals + 1)..], [.. platforms.OfType<Platform>()])
            : new(text, []);
    }

    /// <summary>
    /// The platforms that are left to a builder's first machine. Unless it is told them, buildx gives it all that it can emulate, those included
    /// that another machine is there for. Empty where no other machine is there for any.
    /// </summary>
    public static ImmutableArray<Platform> Left(string driver, ImmutableArray<BuilderMachine> others, BuilderRequest request)
    {
        var taken = others.SelectMany(machine => machine.Platforms).Select(BuilderEmulation.Listed).ToHashSet(StringComparer.Ordinal);
        if (taken.Count == 0)
        {
            return [];
        }

        var listed = driver == "docker-container" ? (BuilderEmulation.Engine(request)?.Nodes.FirstOrDefault()?.Platforms ?? []) : [];
        // The first that an engine lists is its own, which it has for other images, too.
        var left = listed
            .Take(1)
            .Select(Platform.TryParse)
            .OfType<Platform>()
            .Concat(request.Needs.Platforms)
            .DistinctBy(BuilderEmulation.Listed)
            .Where(platform => !taken.Contains(BuilderEmulation.Listed(platform)));
        // A machine that says none may be there for what this one does not list.
        return
        [
            .. others.Any(machine => machine.Platforms.IsEmpty)
                ? left.Where(platform => listed.Contains(BuilderEmulation.Listed(platform)))
                : left,
        ];
    }
}
