namespace Stevedore;

/// <summary>A failure that a person can act on: what happened, why, and what to do about it.</summary>
public class StevedoreException : Exception
{
    /// <param name="what">What could not be done, naming the thing: <c>Cannot push acme/web:1.4.2</c>. No full stop.</param>
    /// <param name="why">The reason, in lower case and without a full stop.</param>
    /// <param name="fix">What to do, in full sentences.</param>
    /// <param name="inner">The cause, or null. Shown only with <c>--verbosity=diagnostic</c>.</param>
    public StevedoreException(string what, string why, string fix, Exception? inner = null)
        : base($"{what}: {why}. {fix}", inner)
    {
        What = what;
        Why = why;
        Fix = fix;
    }

    /// <summary>What could not be done.</summary>
    public string What { get; }

    /// <summary>The reason.</summary>
    public string Why { get; }

    /// <summary>What to do.</summary>
    public string Fix { get; }
}
