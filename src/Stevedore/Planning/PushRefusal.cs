namespace Stevedore.Planning;

/// <summary>Why this ref or tree may not be pushed, and what would allow it.</summary>
public sealed record PushRefusal(string Why, string Fix);
