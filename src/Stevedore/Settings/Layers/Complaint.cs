namespace Stevedore.Settings.Layers;

/// <summary>Why a value will not do.</summary>
/// <param name="Problem">In lower case and without a full stop, so that a path can stand before it.</param>
/// <param name="Hint">What to do: begins in lower case, ends with nothing or a question mark.</param>
internal sealed record Complaint(string Problem, string Hint);
