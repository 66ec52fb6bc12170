namespace Stevedore.Tests.Ecs;

/// <summary>An error that the service answers.</summary>
internal sealed class StubException(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;
}
