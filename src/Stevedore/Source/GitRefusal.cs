namespace Stevedore.Source;

/// <summary>Why git cannot read a repository that is there.</summary>
/// <param name="Why">In lower case and without a full stop.</param>
/// <param name="Remedy">What to do, as the beginning of a sentence and without a full stop.</param>
/// <param name="Cause">What was thrown; null when git itself said it.</param>
public sealed record GitRefusal(string Why, string Remedy, Exception? Cause = null);
