using System.Text.RegularExpressions;
using Cake.Core;
using Stevedore.Arguments;

namespace Stevedore.CodeBuild.Executions;

/// <summary>What the arguments of a command ask of a pipeline.</summary>
internal static class PipelineRequests
{
    private static readonly Regex Reason = new(@"^[a-zA-Z0-9!@ ().*?-]+$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex Id = new(
        "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    // What CodePipeline takes.
    private const int MostOfAnApproval = 512;
    private const int MostOfAStop = 200;
    private const int MostOfAFreeze = 300;

    /// <exception cref="StevedoreException">A value is none, or two things are asked at once.</exception>
    public static PipelineRequest Of(ICakeArguments arguments)
    {
        (string Name, PipelineAct Act)[] asked =
        [
            .. new (string Name, PipelineAct Act)[]
            {
                ("retry", Retry(arguments)),
                ("approve", Flagged(arguments, "approve", PipelineAct.Approve)),
                ("reject", Flagged(arguments, "reject", PipelineAct.Reject)),
                ("stop", Flagged(arguments, "stop", PipelineAct.Stop)),
                ("freeze", Flagged(arguments, "freeze", PipelineAct.Freeze)),
                ("thaw", Flagged(arguments, "thaw", PipelineAct.Thaw)),
            }.Where(one => one.Act != PipelineAct.None),
        ];
        if (asked is [var first, var second, ..])
        {
            throw new StevedoreException(
                $"Cannot do --{first.Name} and --{second.Name}",
                "they are two things asked at once",
                "Ask one of them, and the other when it is done."
            );
        }

        PipelineRequest request = new()
        {
            Pipeline = RunOptions.Value(arguments, "pipeline"),
            Execution = RunOptions.Value(arguments, "execution") is { } execution ? Execution(execution) : null,
            Stage = RunOptions.Value(arguments, "stage"),
            Action = RunOptions.Value(arguments, "action"),
            Act = asked is [var only] ? only.Act : PipelineAct.None,
            Comment = RunOptions.Value(arguments, "comment"),
            IsWatched = RunOptions.Flag(arguments, "watch"),
            AllowsOwn = RunOptions.Flag(arguments, "own"),
            Abandons = RunOptions.Flag(arguments, "abandon"),
            IsConfirmed = RunOptions.Flag(arguments, "yes"),
        };
        Check(request);
        return request;
    }

    // What belongs to something that was not asked was asked by mistake.
    private static void Check(PipelineRequest request)
    {
        if (request is { IsWatched: true, Act: PipelineAct.Freeze or PipelineAct.Thaw })
        {
            throw new StevedoreException(
                $"Cannot watch a stage that is {(request.Act == PipelineAct.Freeze ? "frozen" : "thawed")}",
                "--watch follows an execution, and this is of none",
                "Leave --watch out, and watch the execution that is meant with another command."
            );
        }

        Needs(request.AllowsOwn, "--own", request.Act == PipelineAct.Approve, "--approve");
        Needs(request.Abandons, "--abandon", request.Act == PipelineAct.Stop, "--stop");
        Needs(request.Action is not null, "--action", request.Act is PipelineAct.Approve or PipelineAct.Reject, "--approve or --reject");
        Needs(
            request.Comment is not null,
            "--comment",
            request.Act is PipelineAct.Approve or PipelineAct.Reject or PipelineAct.Stop or PipelineAct.Freeze,
            "--approve, --reject, --stop or --freeze"
        );
        if (request.Comment is { } comment)
        {
            var most = request.Act switch
            {
                PipelineAct.Stop => MostOfAStop,
                PipelineAct.Freeze => MostOfAFreeze,
                _ => MostOfAnApproval,
            };
            if (comment.Length > most)
            {
                throw new StevedoreException(
                    "Cannot send --comment",
                    Invariant($"it has {comment.Length} characters, and CodePipeline takes {most}"),
                    "Shorten it."
                );
            }

            if (request.Act == PipelineAct.Freeze && !Reason.IsMatch(comment))
            {
                throw new StevedoreException(
                    $"Cannot send --comment={OutsideText.Line(comment, 120)}",
                    "CodePipeline takes some characters alone in the reason of a freeze",
                    "Write it of letters from a to z, digits, blanks and !@().*?-"
                );
            }
        }
    }

    private static void Needs(bool isGiven, string given, bool isThere, string needed)
    {
        if (isGiven && !isThere)
        {
            throw new StevedoreException(
                $"Cannot use {given}",
                $"it says something of {needed}, which is not asked",
                $"Add {needed}, or leave {given} out."
            );
        }
    }

    private static PipelineAct Flagged(ICakeArguments arguments, string name, PipelineAct act) =>
        RunOptions.Flag(arguments, name) ? act : PipelineAct.None;

    private static PipelineAct Retry(ICakeArguments arguments) =>
        !arguments.HasArgument("retry")
            ? PipelineAct.None
            : (arguments.GetArguments("retry").LastOrDefault() ?? "").ToLowerInvariant() switch
            {
                "" or "true" or "yes" or "1" or "failed" => PipelineAct.RetryFailed,
                "all" => PipelineAct.RetryAll,
                "false" or "no" or "0" => PipelineAct.None,
                var other => throw new StevedoreException(
                    $"Cannot read --retry={OutsideText.Line(other, 40)}",
                    "it is not known",
                    "Write --retry for the actions that have failed, or --retry=all for all of the stage."
                ),
            };

    private static string Execution(string text) =>
        Id.IsMatch(text)
            ? text.ToLowerInvariant()
            : throw new StevedoreException(
                $"Cannot read --execution={OutsideText.Line(text, 80)}",
                "it is no execution's id",
                "Write it in full, as PipelineStatus prints it: 8, 4, 4, 4 and 12 hexadecimal digits."
            );
}
