namespace Stevedore.Tests.Ecs;

/// <summary>The connection broke before an answer.</summary>
internal sealed class ConnectionLostException() : Exception("The response ended prematurely.");
