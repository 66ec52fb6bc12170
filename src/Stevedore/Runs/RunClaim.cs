using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Runs;

/// <summary>What a run that is under way writes and reads on this machine, for others to see.</summary>
internal sealed record RunClaim
{
    /// <summary>Its process.</summary>
    public required int Process { get; init; }

    /// <summary>Who runs it.</summary>
    public required string User { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The real path of its output folder.</summary>
    public required string Output { get; init; }

    /// <summary>The real paths of the folders that its build reads.</summary>
    public required ImmutableArray<string> Contexts { get; init; }

    /// <summary>What its output files are to deploy; null when they are only for people, as those of a build that is not pushed.</summary>
    public string? Ships { get; init; }

    /// <summary>The runs that have started this one.</summary>
    public RunOrigin Origin { get; init; } = RunOrigin.None;

    /// <summary>What tells it from every other run.</summary>
    public string Mark => Invariant($"{Process}-{Since.UtcTicks}");

    /// <summary>The run, for a message.</summary>
    public string Name => Invariant($"run {Process} of {Plain(User)} (since {Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z)");

    /// <summary>How another run is in the way of this one, as the rest of a sentence that begins with the other; null when it is not.</summary>
    public string? Obstacle(RunClaim other) =>
        IsSame(Output, other.Output) ? $"uses the output folder {Output}"
        : other.Contexts.Any(context => RealPath.IsIn(Output, context)) ? $"builds from a folder that holds the output folder {Output}"
        : Contexts.Any(context => RealPath.IsIn(other.Output, context)) ? $"writes to {Plain(other.Output)}, which this run builds from"
        : null;

    /// <summary>Whether the output files of another run would be lost to whoever is to deploy them, if this one only waited for its end.</summary>
    public bool WouldReplace(RunClaim other) => IsSame(Output, other.Output) && other.Ships is not null && other.Ships != Ships;

    /// <summary>Whether the output files of another run are what this one writes there again.</summary>
    public bool Repeats(RunClaim other) => IsSame(Output, other.Output) && other.Ships is not null && other.Ships == Ships;

    /// <summary>Whether the other goes on only when this one has ended.</summary>
    public bool IsPartOf(RunClaim other) => !IsSameRun(other) && Origin.Includes(other);

    /// <summary>Whether both are of one run.</summary>
    public bool IsSameRun(RunClaim other) => Process == other.Process && Since == other.Since;

    /// <summary>The claim as bytes.</summary>
    public byte[] Render() =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                [nameof(Process)] = Process,
                [nameof(User)] = User,
                [nameof(Since)] = Since,
                [nameof(Output)] = Output,
                [nameof(Contexts)] = new JsonArray([.. Contexts]),
                [nameof(Ships)] = Ships,
            }.ToJsonString()
        );

    /// <summary>A claim that another process wrote; null when this is none.</summary>
    public static RunClaim? Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var claim = document.RootElement;
            string?[] contexts = [.. claim.GetProperty(nameof(Contexts)).EnumerateArray().Select(context => context.GetString())];
            return
                claim.GetProperty(nameof(User)).GetString() is { } user
                && claim.GetProperty(nameof(Output)).GetString() is { } output
                && contexts.Append(output).All(IsPath)
                ? new()
                {
                    Process = claim.GetProperty(nameof(Process)).GetInt32(),
                    User = user,
                    Since = claim.GetProperty(nameof(Since)).GetDateTimeOffset(),
                    Output = output,
                    Contexts = [.. contexts.OfType<string>()],
                    Ships = claim.TryGetProperty(nameof(Ships), out var ships) ? ships.GetString() : null,
                }
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static bool IsPath(string? text) => Path.IsPathFullyQualified(text ?? "") && !text!.Contains('\0', StringComparison.Ordinal);

    private static bool IsSame(string one, string other) => RealPath.IsIn(one, other) && RealPath.IsIn(other, one);

    // Another user wrote it.
    private static string Plain(string text) => OutsideText.Line(text);
}
