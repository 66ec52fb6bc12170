namespace Stevedore.Stacks.Plans;

/// <summary>What only the plan of a pipeline shows to be wrong.</summary>
internal static class PipelineFaults
{
    /// <exception cref="StevedoreException">The plan does not make a pipeline.</exception>
    public static void Check(PipelinePlan plan)
    {
        var what = $"Cannot make the pipeline {plan.Name}";
        if (plan.BaseAccount is not null && plan.Place.Account is null)
        {
            throw new StevedoreException(
                what,
                $"its base image is in account {plan.BaseAccount}, and nothing says which account the pipeline is in",
                $"Write its account in pipelines.{plan.Name}.account."
            );
        }

        foreach (
            var (key, connection) in ((string, string?)[])
                [("source.connection", plan.Source.Connection), ("pullRequests.connection", plan.Settings.PullRequests?.Connection)]
        )
        {
            if (connection?.Split(':') is ["arn", _, _, _, var account, ..] && plan.Place.Account is { } own && own != account)
            {
                throw new StevedoreException(
                    what,
                    $"the connection is in account {account}, and the pipeline in {own}",
                    $"Make a connection in {own} and name it in pipelines.{plan.Name}.{key}: a pipeline uses those of its own account alone."
                );
            }
        }

        foreach (var (key, policy) in OwnArns(plan))
        {
            if (policy.Split(':')[4] is var account && plan.Place.Account is { } own && account != own && account != "aws")
            {
                throw new StevedoreException(
                    what,
                    $"{policy} is in account {account}, and the pipeline in {own}",
                    $"Name one of account {own} in pipelines.{plan.Name}.{key}."
                );
            }
        }

        // A policy is attached by the name of a role alone: in another account somebody else may have it.
        if (plan.Place.Account is null && Approvers(plan).Select(approver => approver.Arn).FirstOrDefault() is { } unplaced)
        {
            throw new StevedoreException(
                what,
                $"{unplaced} is to approve, and nothing says which account the pipeline is in: in another, a role of the same name would approve",
                $"Write \"account\": \"{unplaced.Split(':')[4]}\" into pipelines.{plan.Name}."
            );
        }

        var longest = plan
            .Stages.Where(stage => stage is { Action: StageAction.Stevedore, Deploy.Role: not null })
            .Select(stage => Resources.DeployStages.ProjectName(plan, stage))
            .MaxBy(name => name.Length);
        if (longest is { Length: > 64 })
        {
            throw new StevedoreException(
                what,
                Invariant($"the role {longest} has {longest.Length} characters, and IAM takes 64"),
                "Give the pipeline or the environment a shorter name."
            );
        }
    }

    // What a stack can only name where it is.
    private static IEnumerable<(string Key, string Arn)> OwnArns(PipelinePlan plan) =>
        [
            .. plan.Build.Role is { } role ? [("build.role", role)] : ((string, string)[])[],
            .. plan.Settings.PermissionsBoundary is { } boundary ? [("permissionsBoundary", boundary)] : ((string, string)[])[],
            .. Approvers(plan),
        ];

    private static IEnumerable<(string Key, string Arn)> Approvers(PipelinePlan plan) =>
        plan.Stages.SelectMany(
            (stage, index) =>
                (stage.Settings.Approval?.Roles ?? []).Select(approver => (Invariant($"stages[{index}].approval.roles"), approver))
        );
}
