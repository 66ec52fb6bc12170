using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;
using Stevedore.Stacks.Sources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks;

/// <summary>The template of a pipeline's own stack.</summary>
internal static class PipelineTemplate
{
    /// <exception cref="StevedoreException">Something is over a limit of AWS.</exception>
    public static StackTemplate Of(PipelinePlan plan)
    {
        StackTemplate template = new(
            plan.IsProject ? $"Builds {plan.Name}, and pushes it" : $"The pipeline {plan.Name}",
            plan.Settings.Tags,
            plan.Settings.PermissionsBoundary is not null
        );
        RoleBoundary.Add(template, plan.Settings.PermissionsBoundary);
        var source = PipelineSource.Of(plan);
        var artifacts = plan.IsProject ? null : new Artifacts(template, plan);
        BuildProject build = new(template, plan, source, artifacts);
        Repositories.Add(template, plan);
        artifacts?.Add();
        build.Add();
        if (artifacts is not null)
        {
            new CodePipelineResource(template, plan, source, build, artifacts).Add();
        }

        source.AddResources(template);
        if (plan.Settings.Base is not null)
        {
            BaseImageSource.AddRule(template, plan);
        }

        new PullRequests(template, plan, source).Add();
        Notifications.Add(template, plan);
        AddOutputs(template, plan, artifacts);
        if (template.Roles.Count == 0)
        {
            template.Forget(RoleBoundary.Parameter);
        }

        return template;
    }

    private static void AddOutputs(StackTemplate template, PipelinePlan plan, Artifacts? artifacts)
    {
        if (plan.Build.Project is null)
        {
            template.Output("ProjectName", Intrinsic.Ref("BuildProject"), "What `aws codebuild start-build --project-name` takes.");
        }

        if (artifacts is not null)
        {
            template.Output("ArtifactBucket", artifacts.Location, "The bucket of artifacts.");
            if (artifacts.Key is { } key)
            {
                template.Output("ArtifactKey", Intrinsic.Sub(key), "Their key.");
            }
        }
    }
}
