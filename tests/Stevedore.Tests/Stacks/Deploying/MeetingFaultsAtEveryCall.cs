using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>Every command about stacks ends as it does otherwise, whichever of its calls is throttled, unanswered or signed with what has expired.</summary>
public sealed class MeetingFaultsAtEveryCall
{
    // The client of STS asks again by itself, and what only adds to the status is left out.
    private static readonly string[] OfOthers = ["GetCallerIdentity", "BatchGetProjects"];

    public static TheoryData<string> Commands => ["create", "update", "compare", "status", "status-failed", "delete"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void WaitsWhereItIsThrottled(string command)
    {
        var expected = Clean(command);

        foreach (var operation in expected.Operations.Except(OfOthers))
        {
            using var given = Given(command);
            given.Aws.Faults.Throttle(operation, 4);

            var code = Run(given, command);

            Assert.Equal($"{operation}: {expected.Transcript}", $"{operation}: {Transcript(given, code)}");
            // What can be left out, as why something failed, is no reason for one.
            Assert.Equal(
                operation is "DescribeEvents" or "ListPipelineExecutions" ? 0 : 1,
                given.Lines.Count(line => IsWarning(line) && line.Contains("limits how often it is asked", StringComparison.Ordinal))
            );
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void BearsALostConnection(string command)
    {
        var expected = Clean(command);

        foreach (var (call, isDone) in Calls(expected.Operations).SelectMany(call => new[] { (call, false), (call, true) }))
        {
            using var given = Given(command);
            given.Aws.Faults.LoseConnectionAt(call + given.Aws.Requests.Length, isDone);

            var code = Run(given, command);

            Assert.Equal($"{call}: {expected.Transcript}", $"{call}: {Transcript(given, code)}");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void WaitsForSomebodyToSignInAgain(string command)
    {
        var expected = Clean(command);

        foreach (var call in Calls(expected.Operations))
        {
            using var given = Given(command);
            given.Aws.Faults.ExpireCredentialsFrom(call + given.Aws.Requests.Length);
            given.Aws.After(15, given.Aws.Faults.RenewCredentials);

            var code = Run(given, command);

            Assert.Equal($"{call}: {expected.Transcript}", $"{call}: {Transcript(given, code)}");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void GivesUpWhereNobodyDoes(string command)
    {
        var expected = Clean(command);

        foreach (var call in Calls(expected.Operations))
        {
            using var given = Given(command);
            given.Aws.Faults.ExpireCredentialsFrom(call + given.Aws.Requests.Length);

            Assert.Equal((call, 1), (call, Run(given, command)));

            Assert.EndsWith(
                ": the AWS credentials have expired. Sign in again (`aws sso login`, or new keys), and check this machine's clock.",
                given.Lines[^1],
                StringComparison.Ordinal
            );
        }
    }

    private static (string[] Operations, string Transcript) Clean(string command)
    {
        using var given = Given(command);
        var before = given.Aws.Requests.Length;
        var code = Run(given, command);
        Assert.DoesNotContain(given.Lines, IsWarning);
        return (given.Operations[before..], Transcript(given, code));
    }

    private static DeploymentCase Given(string command)
    {
        DeploymentCase given = new();
        if (command == "create")
        {
            return given;
        }

        given.Deployed();
        if (command is "update" or "compare")
        {
            given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        }
        else if (command == "status-failed")
        {
            given.Stacks.Next = StackScript.Fails("BuildRole", "Cannot delete entity.");
            Assert.Equal(1, given.Delete());
            given.Lines.Clear();
        }

        return given;
    }

    private static int Run(DeploymentCase given, string command) =>
        command switch
        {
            "create" or "update" => given.Deploy(),
            "compare" => given.Compare(),
            "delete" => given.Delete(),
            _ => given.Status(),
        };

    // The first of each operation, and the last.
    private static IEnumerable<int> Calls(string[] operations) =>
        operations
            .Index()
            .Where(call => !OfOthers.Contains(call.Item))
            .GroupBy(call => call.Item)
            .SelectMany(calls => new[] { calls.First().Index + 1, calls.Last().Index + 1 })
            .Distinct();

    private static string Transcript(DeploymentCase given, int code) =>
        string.Join('\n', [.. given.Lines.Where(line => !IsWarning(line)), $"exit {code}"]);

    private static bool IsWarning(string line) => line.StartsWith("Warning:", StringComparison.Ordinal);
}
