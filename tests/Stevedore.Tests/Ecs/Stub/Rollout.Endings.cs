using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed partial class Rollout
{
    public void Complete()
    {
        IsOver = true;
        Deployment.Complete();
        Service.Deployments.RemoveAll(known => known != Deployment);
        Service.Event($"(deployment {Deployment.Id}) deployment completed.");
        Service.Event("has reached a steady state.");
        Record.Become("SUCCESSFUL");
        if (Record.Breaker is not null)
        {
            Record.Breaker = Breaker("MONITORING_COMPLETE");
        }
    }

    /// <summary>The circuit breaker or an alarm ends it; whether it goes back is another matter.</summary>
    public void Break(Verdict verdict)
    {
        Deployment.Roll("FAILED", verdict.RolloutReason);
        Service.Event($"(deployment {Deployment.Id}) deployment failed: {verdict.EventReason}.");
        if (verdict.Alarm is { } alarm)
        {
            Record.Alarms = new JsonObject
            {
                ["status"] = "TRIGGERED",
                ["alarmNames"] = new JsonArray(alarm),
                ["triggeredAlarmNames"] = new JsonArray(alarm),
            };
        }
        else
        {
            Record.Breaker = Breaker("TRIGGERED");
        }
    }

    /// <summary>It stays as it is, for good.</summary>
    public void Stall(string reason)
    {
        IsOver = true;
        Record.Become("STOPPED", reason);
    }

    /// <summary>Waits for somebody to go on.</summary>
    public void Pause(double seconds, Action goOn)
    {
        var hook = new StubHook(StubNames.Last(Record.Arn), stub.Now.AddSeconds(seconds * pace), goOn);
        Record.Hook = hook;
        After(
            seconds,
            () =>
            {
                if (hook.IsAwaiting)
                {
                    hook.End("TIMED_OUT");
                    RollBack(Verdict.HookTimedOut(Record.Stage!));
                }
            }
        );
    }

    /// <summary>Somebody asks for its end.</summary>
    public void RequestStop(bool isRollback)
    {
        turns++;
        if (Record.Hook is { IsAwaiting: true } hook)
        {
            hook.End("FAILED");
        }

        if (isRollback)
        {
            Record.Become("ROLLBACK_REQUESTED");
            After(2, () => (Service.CannotGoBack ? (Action<Verdict>)FailRollback : RollBack)(Verdict.Requested));
            return;
        }

        Record.Become("STOP_REQUESTED");
        IsOver = true;
        stub.After(2 * pace, () => Record.Become("STOPPED", "Service deployment stopped by user request."));
    }

    /// <summary>Nothing of it happens any more.</summary>
    public void Abandon()
    {
        IsOver = true;
        Record.Become("STOPPED");
    }

    /// <summary>Somebody else deploys the same with another revision.</summary>
    public void Another()
    {
        var copy = Deployment.Definition.Body.DeepClone().AsObject();
        Service.Deploy(stub.Definitions.Register(copy, $"arn:aws:iam::{EcsStub.Account}:user/somebody"));
    }

    private void Supersede()
    {
        IsOver = true;
        Record.Become("STOP_REQUESTED", "Service deployment stopped because a new service deployment was started.");
        stub.After(3 * pace, () => Record.Become("STOPPED"));
    }

    private JsonObject Breaker(string status) =>
        new()
        {
            ["status"] = status,
            ["failureCount"] = failures,
            ["threshold"] = Threshold,
        };

    /// <summary>How many tasks may fail.</summary>
    public int Threshold => Math.Clamp((Desired + 1) / 2, 3, 200);
}
