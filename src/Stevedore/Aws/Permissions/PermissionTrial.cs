namespace Stevedore.Aws.Permissions;

/// <summary>A call that changes nothing, by whose answer AWS tells whether it is allowed.</summary>
/// <param name="Statement">What allows it.</param>
/// <param name="Level">What it is when it is denied.</param>
/// <param name="Call">Asks for what there is not, where it can: that AWS says so is as good as any answer.</param>
internal sealed record PermissionTrial(PolicyStatement Statement, FindingLevel Level, Func<Task> Call)
{
    // What no repository holds.
    public const string MadeUpDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>What was found of all of them, tried at once; nothing for those that are allowed.</summary>
    /// <param name="subject">What they are tried for.</param>
    /// <param name="where">What they are tried on, for a person.</param>
    public static async Task<ImmutableArray<Finding>> Run(string subject, string where, params IReadOnlyList<PermissionTrial> trials)
    {
        var outcomes = await Task.WhenAll(trials.Select(trial => trial.Outcome()));
        var refused = outcomes.OfType<PermissionOutcome>().ToArray();
        return
        [
            .. refused
                .Where(outcome => outcome.Unknown is null)
                .GroupBy(outcome => (outcome.Trial.Level, outcome.Trial.Statement.Resource))
                .Select(group => Denied(subject, where, group.Key.Level, [.. group.Select(outcome => outcome.Trial.Statement)])),
            .. refused
                .Where(outcome => outcome.Unknown is not null)
                .GroupBy(outcome => outcome.Unknown!)
                .Select(group => new Finding(
                    subject,
                    FindingLevel.Note,
                    $"Whether {Actions(group.Select(outcome => outcome.Trial.Statement))} is allowed on {where} is not known: {group.Key}"
                )),
        ];
    }

    private static Finding Denied(string subject, string where, FindingLevel level, PolicyStatement[] statements) =>
        new(subject, level, $"May not {Actions(statements)} on {where}")
        {
            Fix = statements[0].For([.. statements.SelectMany(statement => statement.Actions)]).Advice,
        };

    private static string Actions(IEnumerable<PolicyStatement> statements) =>
        string.Join(", ", statements.SelectMany(statement => statement.Actions));

    private async Task<PermissionOutcome?> Outcome()
    {
        try
        {
            await Call();
            return null;
        }
        catch (Amazon.Runtime.AmazonServiceException cause) when (AwsFaults.IsDenied(cause))
        {
            return new(this, null);
        }
        // The service knows the caller and the call, and answers that what was asked for is not there.
        catch (Amazon.Runtime.AmazonServiceException cause)
            when (cause.ErrorCode?.EndsWith("NotFoundException", StringComparison.Ordinal) == true)
        {
            return null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            return new(this, AwsFaults.From(cause, "Cannot ask", Statement).Why);
        }
    }

    /// <summary>What became of one that was not allowed for sure.</summary>
    /// <param name="Unknown">Why that is not known; null where it is denied.</param>
    private sealed record PermissionOutcome(PermissionTrial Trial, string? Unknown);
}
