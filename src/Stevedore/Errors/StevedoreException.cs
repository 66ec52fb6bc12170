namespace Stevedore;

/// <summary>A failure that a person can act on: what happened, why, and what to do about it.</summary>
/// <remarks>
/// All of it may quote what others wrote. So each part is one line, without what a terminal would obey, and of limited length; only
/// <see cref="Details"/> make further lines.
/// </remarks>
public class StevedoreException : Exception
{
    private const int MostOfAPart = 4000;

    /// <param name="what">What could not be done, naming the thing: <c>Cannot push acme/web:1.4.2</c>. No full stop.</param>
    /// <param name="why">The reason, in lower case and without a full stop.</param>
    /// <param name="fix">What to do, in full sentences.</param>
    /// <param name="inner">The cause, or null. Shown only with <c>--verbosity=diagnostic</c>.</param>
    public StevedoreException(string what, string why, string fix, Exception? inner = null)
        : base(null, inner)
    {
        What = Part(what);
        Why = Part(why);
        Fix = Part(fix);
    }

    /// <summary>What could not be done.</summary>
    public string What { get; }

    /// <summary>The reason.</summary>
    public string Why { get; }

    /// <summary>What to do.</summary>
    public string Fix { get; }

    /// <summary>Lines below the message: a list of faults, an example, the last lines of a log.</summary>
    public ImmutableArray<string> Details
    {
        get;
        init => field = [.. value.Select(Part)];
    } = [];

    /// <inheritdoc/>
    public override string Message => string.Join('\n', Details.Prepend($"{What}: {Why}. {Fix}"));

    private static string Part(string text) => OutsideText.Cut(OutsideText.Clean(text), MostOfAPart);
}
