namespace Stevedore.CodeBuild;

/// <summary>CodeBuild's states and times, in words.</summary>
internal static class BuildWords
{
    public static string Status(string status) =>
        status switch
        {
            "TIMED_OUT" => "timed out",
            "IN_PROGRESS" => "goes on",
            "UNKNOWN" => "ended without a status",
            "FAULT" => "ended with a fault of CodeBuild",
            _ => OutsideText.Line(status, 40).ToLowerInvariant().Replace('_', ' '),
        };

    public static string Time(TimeSpan time) =>
        time.TotalSeconds < 60 ? Invariant($"{time.TotalSeconds:0} s")
        : time.TotalMinutes < 60 ? Invariant($"{(int)time.TotalMinutes} min {time.Seconds} s")
        : Invariant($"{(int)time.TotalHours} h {time.Minutes} min");
}
