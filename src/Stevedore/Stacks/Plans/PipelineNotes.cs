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
            var repository = plan.Settings.Base!.Repository;
            yield return plan.Build.Project is { } builds
                ? $"{plan.Name}: the repository {repository} of account {account} has to let the role of the project {builds} pull: its policy is not in these templates."
                : $"{plan.Name}: the repository {repository} of account {account} has to let builds of {plan.Name} pull: whoever owns it adds the statement of the output {BaseAccountTemplate.PolicyOutput} to its policy, "
                    + $"or sets it where there is none, `aws ecr set-repository-policy --repository-name {repository} --policy-text …`.";
        }

        if (
            plan.Settings.PullRequests is not null
            && plan.Ship.Images.Where(image => image.Secrets.Any(IsInAws)).Select(image => image.Name.Value).ToArray()
                is { Length: > 0 } secretive
        )
        {
            yield return $"{plan.Name}: pull requests get no secrets of builds, so that {string.Join(", ", secretive)} cannot be built there: ship what has secrets with a pipeline of its own, without pullRequests.";
        }

        if (plan is { SourceType: "connection", Settings.PullRequests.Connection: null })
        {
            yield return $"{plan.Name}: what pull requests run can reach the token of the connection {plan.Source.Connection}, which may write to all that it leads to: name one that leads to this repository alone in pipelines.{plan.Name}.pullRequests.connection.";
        }

        if (plan.Settings.PullRequests is not null && !plan.WithheldLogins.IsEmpty)
        {
            yield return $"{plan.Name}: pull requests are not logged in to {string.Join(", ", plan.WithheldLogins)}: the same credentials push elsewhere. Give registries that are only pulled from credentials of their own.";
        }

        foreach (var note in OfGivenPlaces(plan))
        {
            yield return note;
        }

        if (plan is { HandsOnSettings: true, Build.Project: { } project })
        {
            yield return $"{plan.Name}: the buildspec of {project} has to hand on {string.Join(", ", InlineBuildspec.ArtifactFiles(plan))}, to name {InlineBuildspec.HandedOn} under env, exported-variables, "
                + $"and to end its build with `{InlineBuildspec.Export(plan)}`: what deployments get is held against that.";
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

    // A bucket and a key that are there have policies of their own.
    private static IEnumerable<string> OfGivenPlaces(PipelinePlan plan)
    {
        string[] given =
        [
            .. plan.Settings.Bucket is { } bucket ? [$"the bucket {bucket}"] : (string[])[],
            .. plan.Settings.KmsKey is { } key ? [$"the key {key}"] : (string[])[],
        ];
        string[] others = [.. Artifacts.ReadersOf(plan), .. Artifacts.WritersOf(plan)];
        return plan.IsProject || given.Length == 0 || others.Length == 0
            ? []
            :
            [
                $"{plan.Name}: {string.Join(" and ", given)} {(given.Length > 1 ? "have" : "has")} to let {string.Join(", ", others)} in, by policies that are not made here.",
            ];
    }

    private static bool IsInAws(BuildSecret secret) =>
        secret.Source.StartsWith(BuildVariable.Secret, StringComparison.Ordinal)
        || secret.Source.StartsWith(BuildVariable.Parameter, StringComparison.Ordinal);
}
