using Stevedore.Planning;
using Stevedore.Stacks.Resources;

namespace Stevedore.Stacks.Plans;

/// <summary>What a person should know of a pipeline.</summary>
internal static class PipelineNotes
{
    public static IEnumerable<string> Of(PipelinePlan plan)
    {
        if (plan.SourceType == "connection" && !plan.Source.Connection!.StartsWith("arn:", StringComparison.Ordinal))
        {
            yield return $"{plan.Name}: write the ARN of the connection {plan.Source.Connection} into the parameter Connection: `aws codeconnections list-connections` prints it.";
        }

        if (plan.Settings.PullRequests?.Connection is { } forPullRequests && !forPullRequests.StartsWith("arn:", StringComparison.Ordinal))
        {
            yield return $"{plan.Name}: write the ARN of the connection {forPullRequests} into the parameter PullRequestConnection: `aws codeconnections list-connections` prints it.";
        }

        if (plan.SourceType == "connection" && plan.Source.Provider == "azure-devops")
        {
            yield return $"{plan.Name}: CodeBuild does not read Azure DevOps by itself: the project is started by the pipeline alone, and has no badge.";
        }

        if (plan.Settings.Base is { } settings)
        {
            yield return $"{plan.Name}: before {settings.Repository}:{settings.Tag ?? "latest"} is there, the source Base fails, and nothing is built. Ship the base image first; its push starts this pipeline.";
            if (plan.TakenArtifact is null)
            {
                yield return $"{plan.Name}: no image is built on the base: write \"contexts\": {{ \"<its name in FROM>\": \"artifact:{plan.BaseArtifact}\" }} into the one that is.";
            }
        }

        if (plan.BaseAccount is { } account)
        {
            yield return $"{plan.Name}: the repository {plan.Settings.Base!.Repository} of account {account} has to let this account pull: its policy is not in these templates.";
        }

        if (
            plan.Settings.PullRequests is not null
            && plan.Ship.Images.Where(image => image.Secrets.Any(IsInAws)).Select(image => image.Name.Value).ToArray()
                is { Length: > 0 } secretive
        )
        {
            yield return $"{plan.Name}: pull requests get no secrets of builds, so that {string.Join(", ", secretive)} cannot be built there: ship what has secrets with a pipeline of its own, without pullRequests.";
        }

        foreach (var stage in plan.Stages.Where(stage => stage.Deploy is not null))
        {
            yield return $"{plan.Name}: tasks of {stage.Name} run with {string.Join(", ", stage.Deploy!.TaskRoles)}: name others in environments.{stage.Name}.deploy.taskRoles.";
            if (stage is { Action: StageAction.Stevedore, Deploy: { IsElsewhere: false, Role: { } own } })
            {
                yield return $"{plan.Name}: {own} has to let the role {Resources.DeployStages.ProjectName(plan, stage)} take it: it deploys to {stage.Name}, and is not made here.";
            }
        }

        foreach (var note in StageGuards.Notes(plan))
        {
            yield return note;
        }
    }

    private static bool IsInAws(BuildSecret secret) =>
        secret.Source.StartsWith(BuildVariable.Secret, StringComparison.Ordinal)
        || secret.Source.StartsWith(BuildVariable.Parameter, StringComparison.Ordinal);
}
