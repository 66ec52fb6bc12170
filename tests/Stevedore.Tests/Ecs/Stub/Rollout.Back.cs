using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed partial class Rollout
{
    public void RollBack(Verdict verdict)
    {
        if (before is null)
        {
            IsOver = true;
            Record.Become("ROLLBACK_FAILED", "No rollback candidate was found to run the rollback.");
            return;
        }

        var target = BeginRollback(before, verdict);
        After(15, () => Run(target.Tasks));
        After(18, () => Heal(target.Tasks));
        After(20, () => Stop(Deployment.Wanted));
        After(30, () => FinishRollback(target));
    }

    /// <summary>The rollback begins and does not come to its end.</summary>
    public void FailRollback(Verdict verdict)
    {
        if (before is null)
        {
            RollBack(verdict);
            return;
        }

        var target = BeginRollback(before, verdict);
        After(
            40,
            () =>
            {
                IsOver = true;
                target.Roll("FAILED", "ECS deployment circuit breaker: tasks failed to start.");
                Record.Become("ROLLBACK_FAILED", verdict.StatusReason);
            }
        );
    }

    private StubDeployment BeginRollback(StubDeployment completed, Verdict verdict)
    {
        turns++;
        var target = Service.ReusesDeployment ? completed : Renew(completed);
        if (Deployment.RolloutState != "FAILED")
        {
            Deployment.Roll("FAILED", verdict.RolloutReason);
        }

        Deployment.Status = "ACTIVE";
        target.Status = "PRIMARY";
        target.Roll("IN_PROGRESS", $"ECS deployment circuit breaker: rolling back to deploymentId {target.Id}.");
        Service.Deployments.Remove(target);
        Service.Deployments.Insert(0, target);
        Service.Event($"rolling back to deployment {target.Id}.");
        Record.Become("ROLLBACK_IN_PROGRESS", verdict.StatusReason);
        Record.ProductionWeight = Record.ProductionWeight is null ? null : 0;
        Record.TestWeight = Record.TestWeight is null ? null : 0;
        Record.Rollback = new JsonObject
        {
            ["reason"] = verdict.StatusReason,
            ["startedAt"] = StubJson.Seconds(stub.Now),
            ["serviceRevisionArn"] = Service.Revisions.First(known => known.Deployment == target).Arn,
        };
        var missing = Add(Math.Max(0, Desired - target.Wanted.Count()), target);
        if (missing.Length > 0)
        {
            Service.Event($"has started {missing.Length} tasks: {Listed(missing)}.");
        }

        return target;
    }

    // A deployment of its own, of the same revision, that takes over what still runs.
    private StubDeployment Renew(StubDeployment completed)
    {
        var renewed = new StubDeployment(stub, Service, completed.Definition);
        Service.Revisions.First(known => known.Deployment == completed).Deployment = renewed;
        Service.Deployments.Remove(completed);
        foreach (var task in completed.Wanted.ToArray())
        {
            task.StartedBy = renewed.Id;
        }

        return renewed;
    }

    private void FinishRollback(StubDeployment target)
    {
        IsOver = true;
        Heal(target.Tasks);
        target.Complete();
        Service.Deployments.RemoveAll(known => known != target);
        Service.Event($"(deployment {target.Id}) deployment completed.");
        Service.Event("has reached a steady state.");
        Record.Become("ROLLBACK_SUCCESSFUL");
    }
}
