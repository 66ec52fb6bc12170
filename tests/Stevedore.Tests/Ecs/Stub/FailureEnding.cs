namespace Stevedore.Tests.Ecs;

/// <summary>What ends a deployment whose tasks fail.</summary>
internal enum FailureEnding
{
    BreakerRollback,
    BreakerWithoutRollback,
    RollbackFails,
    Never,
}
