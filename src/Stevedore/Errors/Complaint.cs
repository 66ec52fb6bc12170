namespace Stevedore;

/// <summary>Why a value will not do.</summary>
/// <param name="Problem">In lower case and without a full stop, so that a path can stand before it.</param>
/// <param name="Hint">What to do: begins in lower case, ends with nothing or a question mark.</param>
public sealed record Complaint(string Problem, string Hint)
{
    /// <summary>The same as an error.</summary>
    /// <param name="what">What could not be done.</param>
    public StevedoreException Fault(string what) => new(what, Problem, Sentence);

    /// <summary>The hint as a sentence.</summary>
    public string Sentence => $"{char.ToUpperInvariant(Hint[0])}{Hint[1..]}{(Hint.EndsWith('?') ? "" : ".")}";
}
