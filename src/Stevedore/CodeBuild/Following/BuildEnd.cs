namespace Stevedore.CodeBuild.Following;

/// <summary>How a build stands. Pure.</summary>
internal static class BuildEnd
{
    private const string GoesOn = "IN_PROGRESS";

    /// <param name="isComplete">What CodeBuild says of its end.</param>
    /// <param name="status">What CodeBuild says of its status.</param>
    /// <returns>The status; of one that has ended never that it goes on.</returns>
    public static string Status(bool? isComplete, string? status) =>
        status is { Length: > 0 } and not GoesOn ? OutsideText.Line(status, 40)
        : isComplete == true ? "UNKNOWN"
        : GoesOn;

    /// <summary>Whether it has ended.</summary>
    public static bool IsOver(bool? isComplete, string? status) => Status(isComplete, status) != GoesOn;
}
