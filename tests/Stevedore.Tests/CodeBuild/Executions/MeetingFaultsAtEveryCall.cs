using System.Text.RegularExpressions;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>PipelineStatus ends as it does otherwise, whichever of its calls is throttled or unanswered, and begins nothing with credentials that have expired.</summary>
public sealed partial class MeetingFaultsAtEveryCall
{
    private static readonly string[] Changing =
    [
        "RetryStageExecution",
        "PutApprovalResult",
        "StopPipelineExecution",
        "DisableStageTransition",
        "EnableStageTransition",
    ];

    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["show"] = [],
        ["retry"] = ["--retry"],
        ["retry-all"] = ["--retry=all"],
        ["approve"] = ["--approve"],
        ["reject"] = ["--reject"],
        ["stop"] = ["--stop", "--yes"],
        ["abandon"] = ["--stop", "--abandon", "--yes"],
        ["freeze"] = ["--freeze", "--stage=Prod"],
        ["thaw"] = ["--thaw", "--stage=Prod"],
    };

    public static TheoryData<string> Acts => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Acts))]
    public void WaitsWhereItIsThrottled(string act)
    {
        var expected = Clean(act);

        foreach (var operation in expected.Operations.Distinct())
        {
            using var given = Given(act);
            given.Aws.Faults.Throttle(operation, 4);

            var code = Run(given, act);

            Assert.Equal($"{operation}: {expected.Transcript}", $"{operation}: {Transcript(given, code)}");
            Assert.Equal(expected.Effect, Effect(given));
        }
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void BearsALostConnectionAndActsOnce(string act)
    {
        var expected = Clean(act);

        foreach (
            var (call, isDone) in Enumerable.Range(1, expected.Operations.Length).SelectMany(call => new[] { (call, false), (call, true) })
        )
        {
            using var given = Given(act);
            given.Aws.Faults.LoseConnectionAt(call, isDone);

            var code = Run(given, act);

            Assert.Equal($"{call}: {expected.Transcript}", $"{call}: {Transcript(given, code)}");
            Assert.Equal(expected.Effect, Effect(given));
        }
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void EndsWhereTheCredentialsHaveExpired(string act)
    {
        var expected = Clean(act);
        var acts = Array.FindIndex(expected.Operations, Changing.Contains);
        var before = Effect(Given(act));

        foreach (var call in Enumerable.Range(1, acts < 0 ? expected.Operations.Length : acts + 1))
        {
            using var given = Given(act);
            given.Aws.Faults.ExpireCredentialsFrom(call);

            Assert.Equal((call, 1), (call, Run(given, act)));

            Assert.EndsWith(
                ": the AWS credentials have expired. Sign in again (`aws sso login`, or new keys), and check this machine's clock.",
                given.Lines[^1],
                StringComparison.Ordinal
            );
            Assert.Equal(before, Effect(given));
            // Who signs in begins again: it is not asked twice.
            Assert.Equal(call, given.Aws.Requests.Length);
        }
    }

    private static (string[] Operations, string Transcript, string Effect) Clean(string act)
    {
        using var given = Given(act);
        var code = Run(given, act);
        Assert.Equal(0, code);
        return ([.. given.Aws.Requests.Select(request => request.Operation)], Transcript(given, code), Effect(given));
    }

    private static PipelineCase Given(string act)
    {
        PipelineCase given = new();
        if (act.StartsWith("retry", StringComparison.Ordinal))
        {
            given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"), new ScriptedEnd());
        }

        if (act == "thaw")
        {
            given.Shop["Prod"].Freeze("Migration", "arn:aws:iam::123456789012:user/john", given.Aws.Now);
        }

        // Until it waits for approval, or has failed.
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        return given.After(90);
    }

    private static int Run(PipelineCase given, string act) => given.Run(["--pipeline=shop", .. Known[act]]);

    private static string Effect(PipelineCase given) =>
        string.Join(
            '\n',
            [
                .. given.Shop.Executions.Select(one => $"{one.Id} {one.Status} {one.StopReason}"),
                .. given.Shop.Executions.SelectMany(one => one.Runs).Select(run => $"{run.Id} {run.Stage}/{run.Action.Name} {run.Summary}"),
                .. given.Shop.Stages.Select(stage => $"{stage.Name} {stage.Frozen}"),
            ]
        );

    // Time goes by while it is waited.
    private static string Transcript(PipelineCase given, int code) =>
        string.Join('\n', [.. given.Lines.Where(line => !IsWarning(line)).Select(line => Times.Replace(line, " ")), $"exit {code}"]);

    [GeneratedRegex(
        @"(\d+ min |\d+ s\b|\d\d\d\d-\d\d-\d\d \d\d:\d\d UTC|[ ()])+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Times { get; }

    private static bool IsWarning(string line) => line.StartsWith("Warning:", StringComparison.Ordinal);
}
