using Stevedore.Settings;

namespace Stevedore.Stacks.Deploying;

/// <summary>The order in which pipelines are deployed: what makes a base image before what builds on it, and else that of the settings.</summary>
internal static class StackOrder
{
    public static ImmutableArray<string> Of(StevedoreSettings settings, IReadOnlyList<string> names)
    {
        List<string> left = [.. names];
        var ordered = ImmutableArray.CreateBuilder<string>(left.Count);
        while (left.Count > 0)
        {
            // Where two build on each other, nothing comes before both.
            var next = left.Find(name => !left.Exists(other => other != name && BuildsOn(settings, name, other))) ?? left[0];
            ordered.Add(next);
            _ = left.Remove(next);
        }

        return ordered.ToImmutable();
    }

    private static bool BuildsOn(StevedoreSettings settings, string name, string other) =>
        settings.Pipelines![name].Base is { Account: null, Repository: { } repository }
        && (settings.Pipelines[other].Images ?? [.. settings.Images?.Keys ?? Enumerable.Empty<string>()]).Any(image =>
            (settings.Images?.GetValueOrDefault(image)?.Repository ?? image) == repository
        );
}
