using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>A pipeline as one state machine: what happens after a call is a function of the clock and of the script.</summary>
internal sealed class ScriptedPipeline(EcsStub stub, string name)
{
    private int runs;

    public string Name => name;

    public string Mode { get; set; } = "QUEUED";

    public List<ScriptedStage> Stages { get; } = [];

    /// <summary>Newest first.</summary>
    public List<ScriptedExecution> Executions { get; } = [];

    public ScriptedPipeline Stage(string stage, params ScriptedAction[] actions)
    {
        Stages.Add(new(stage, actions));
        return this;
    }

    public ScriptedStage this[string stage] => Stages.Find(one => one.Name == stage)!;

    /// <summary>Starts an execution.</summary>
    public ScriptedExecution Start(string id, string commit) => Start(new ScriptedExecution(id, commit, stub.Now) { Mode = Mode });

    public ScriptedExecution Start(ScriptedExecution execution, string? at = null)
    {
        Executions.Insert(0, execution);
        stub.Change(() => Enter(execution, at is null ? 0 : Stages.FindIndex(stage => stage.Name == at)));
        return execution;
    }

    public JsonObject State() =>
        new()
        {
            ["pipelineName"] = name,
            ["pipelineVersion"] = 1,
            ["stageStates"] = Stages.Select(stage => (JsonNode)stage.Json()).AsJson(),
            ["created"] = StubJson.Seconds(stub.Now),
            ["updated"] = StubJson.Seconds(stub.Now),
        };

    public void Answer(ScriptedStage stage, string action, string token, string status, string summary)
    {
        var (execution, run) = Executions
            .SelectMany(one => one.Runs.Select(run => (one, run)))
            .LastOrDefault(one => one.run.Stage == stage.Name && one.run.Action.Name == action && one.run.Token == token);
        if (run is null)
        {
            throw new StubException("InvalidApprovalTokenException", "The approval token is not valid.");
        }

        if (run.Status != "InProgress")
        {
            throw new StubException("ApprovalAlreadyCompletedException", "The approval action has already been approved or rejected.");
        }

        (run.By, run.Summary) = (stub.Caller, summary.Length > 0 ? summary : null);
        End(execution, stage, run, status == "Approved" ? "Succeeded" : "Failed");
    }

    public void Retry(ScriptedStage stage, string id, bool isAll)
    {
        if (stage.Latest?.Id != id)
        {
            throw new StubException("NotLatestPipelineExecutionException", "The execution is not the latest of the stage.");
        }

        if (stage.Status is not ("Failed" or "Stopped"))
        {
            throw new StubException("StageNotRetryableException", "The stage contains no failed actions.");
        }

        var execution = stage.Latest!;
        execution.Status = "InProgress";
        stage.Status = "InProgress";
        Run(execution, stage, isAll ? 0 : Math.Max(0, Array.FindIndex(stage.Actions, action => HasNotSucceeded(execution, stage, action))));
    }

    public void Stop(ScriptedExecution execution, bool abandons, string? reason)
    {
        if (execution.Status is not ("InProgress" or "Stopping"))
        {
            throw new StubException("PipelineExecutionNotStoppableException", "The execution has ended.");
        }

        if (execution.Status == "Stopping" && !abandons)
        {
            throw new StubException("DuplicatedStopRequestException", "The execution is being stopped.");
        }

        execution.StopReason = reason;
        execution.Status = "Stopping";
        var running = execution.Runs.Find(run => run.Status == "InProgress");
        if (running is null || abandons)
        {
            if (running is not null)
            {
                (running.Status, running.Changed) = ("Abandoned", stub.Now);
            }

            Leave(execution, "Stopped");
        }
    }

    public void Thaw(ScriptedStage stage)
    {
        stage.Thaw(stub.Caller, stub.Now);
        Next(stage);
    }

    private static bool HasNotSucceeded(ScriptedExecution execution, ScriptedStage stage, ScriptedAction action) =>
        execution.Runs.LastOrDefault(run => run.Stage == stage.Name && run.Action.Name == action.Name)?.Status != "Succeeded";

    private void Enter(ScriptedExecution execution, int at)
    {
        var stage = Stages[at];
        if (Mode != "PARALLEL" && (stage.Frozen is not null || (stage.Latest is not null && stage.Status == "InProgress")))
        {
            if (Mode == "SUPERSEDED")
            {
                stage.Inbound.ForEach(one => (one.Status, one.Changed) = ("Superseded", stub.Now));
                stage.Inbound.Clear();
            }

            stage.Inbound.Add(execution);
            return;
        }

        (stage.Latest, stage.Status) = (execution, "InProgress");
        Run(execution, stage, 0);
    }

    private void Run(ScriptedExecution execution, ScriptedStage stage, int at)
    {
        var action = stage.Actions[at];
        var end = action.Ends.Count > 1 ? action.Ends.Dequeue() : action.Ends.Peek();
        ScriptedRun run = new($"ac000000-0000-4000-8000-{++runs:d12}", stage.Name, action, end, stub.Now);
        execution.Runs.Add(run);
        if (action.Category != "Approval")
        {
            stub.After(
                action.Seconds,
                () =>
                {
                    if (run.Status == "InProgress")
                    {
                        End(execution, stage, run, end.Status);
                    }
                }
            );
        }
    }

    private void End(ScriptedExecution execution, ScriptedStage stage, ScriptedRun run, string status)
    {
        (run.Status, run.Changed, execution.Changed) = (status, stub.Now, stub.Now);
        var next = Array.IndexOf(stage.Actions, run.Action) + 1;
        if (execution.Status == "Stopping")
        {
            Leave(execution, "Stopped");
        }
        else if (status != "Succeeded")
        {
            Leave(execution, "Failed");
        }
        else if (next < stage.Actions.Length)
        {
            Run(execution, stage, next);
        }
        else
        {
            Pass(execution, stage);
        }
    }

    private void Pass(ScriptedExecution execution, ScriptedStage stage)
    {
        if (stage.Latest == execution)
        {
            stage.Status = "Succeeded";
        }

        var after = Stages.IndexOf(stage) + 1;
        if (after < Stages.Count)
        {
            Enter(execution, after);
        }
        else
        {
            execution.Status = "Succeeded";
        }

        Next(stage);
    }

    // Out of the pipeline before its end.
    private void Leave(ScriptedExecution execution, string status)
    {
        (execution.Status, execution.Changed) = (status, stub.Now);
        foreach (var stage in Stages)
        {
            stage.Inbound.Remove(execution);
            if (stage.Latest == execution && stage.Status == "InProgress")
            {
                stage.Status = status;
                Next(stage);
            }
        }
    }

    private void Next(ScriptedStage stage)
    {
        if (stage is { Frozen: null, Inbound: [var first, ..] } && stage.Status != "InProgress")
        {
            stage.Inbound.RemoveAt(0);
            Enter(first, Stages.IndexOf(stage));
        }
    }
}
