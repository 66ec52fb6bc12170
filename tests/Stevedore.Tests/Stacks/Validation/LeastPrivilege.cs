namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds the calls of a program against the policies that are to allow them, and nothing else.</summary>
internal static class LeastPrivilege
{
    /// <summary>Each call is allowed, by one statement only; each statement, and each of its actions and resources, is needed by a call.</summary>
    /// <param name="calls">As they were recorded.</param>
    /// <param name="statements">Of the role that makes them.</param>
    public static ImmutableArray<string> Faults(IEnumerable<PolicyRequest> calls, ImmutableArray<PolicyStatement> statements)
    {
        PolicyRequest[] asked = [.. calls];
        return
        [
            .. asked.SelectMany(call => Call(call, statements)).Distinct(),
            .. statements.Where(one => one.IsAllow).SelectMany(one => Unneeded(one, asked)),
        ];
    }

    private static IEnumerable<string> Call(PolicyRequest call, ImmutableArray<PolicyStatement> statements)
    {
        var decision = new PolicyEvaluator { Identity = statements }.Decide(call);
        if (decision is not { Outcome: PolicyOutcome.Allowed, Statement: { } allowing })
        {
            yield return $"{call}: {decision}.";
            yield break;
        }

        var without = new PolicyEvaluator { Identity = statements.Remove(allowing) }.Decide(call);
        if (without is { Outcome: PolicyOutcome.Allowed, Statement: { } other })
        {
            yield return $"{call}: {allowing.Name} and {other.Name} both allow it.";
        }
    }

    private static IEnumerable<string> Unneeded(PolicyStatement statement, PolicyRequest[] calls)
    {
        var allowed = calls.Where(statement.Matches).ToArray();
        if (allowed.Length == 0)
        {
            yield return $"{statement.Name}: no call needs it.";
            yield break;
        }

        foreach (var action in statement.Actions.Where(action => !allowed.Any((statement with { Actions = [action] }).Matches)))
        {
            yield return $"{statement.Name}: no call needs {action}.";
        }

        foreach (
            var resource in (statement.Resources ?? []).Where(resource => !allowed.Any((statement with { Resources = [resource] }).Matches))
        )
        {
            yield return $"{statement.Name}: no call needs {resource}.";
        }
    }
}
