using System.Text.RegularExpressions;
using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>The manifests that a bake pushes, as its log names them: its metadata file is written only where nothing failed.</summary>
internal static class PushedManifests
{
    private static readonly Regex Line = new(
        @"^#[0-9]+ pushing manifest for (?<reference>[^\s@]+)@(?<digest>sha256:[0-9a-f]{64})(?: |\z)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>By the reference that was pushed. The docker driver without the containerd image store names none.</summary>
    /// <param name="log">Plain progress; what a step prints has a time before it, and is not taken for it.</param>
    public static ImmutableDictionary<string, Digest> In(IEnumerable<string> log) =>
        ImmutableDictionary<string, Digest>.Empty.SetItems(
            log.Select(line => Line.Match(line))
                .Where(match => match.Success)
                .Select(match => KeyValuePair.Create(match.Groups["reference"].Value, Digest.Parse(match.Groups["digest"].Value)))
        );
}
