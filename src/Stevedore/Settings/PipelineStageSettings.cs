using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>A stage behind the build.</summary>
public sealed class PipelineStageSettings
{
    /// <summary>The section of <c>environments</c> whose <c>deploy</c> says what is deployed where. A stage that runs a project needs none.</summary>
    [Setting(Rule = typeof(StageNameRule))]
    public string? Environment { get; set; }

    /// <summary>
    /// <c>stevedore</c>, a project of its own that runs EcsDeploy; <c>ecs</c> or <c>codedeploy</c>, CodePipeline's own actions; or <c>project:name</c>, a
    /// project of CodeBuild that is there, such as for tests. Default: <c>stevedore</c>.
    /// </summary>
    [Setting(Rule = typeof(StageActionRule))]
    public string? Action { get; set; }

    /// <summary>Whether a person has to approve first, or an object with the roles that may. Default: false.</summary>
    public ApprovalSettings? Approval { get; set; }

    /// <summary><c>rollback</c>, to the last execution that succeeded, or <c>retry</c>, once. Default: the execution fails.</summary>
    [Setting(Choices = ["rollback", "retry"])]
    public string? OnFailure { get; set; }

    /// <summary>With <c>codedeploy</c>: the application of CodeDeploy.</summary>
    [Setting(Rule = typeof(CodeDeployNameRule))]
    public string? Application { get; set; }

    /// <summary>With <c>codedeploy</c>: the deployment group.</summary>
    [Setting(Rule = typeof(CodeDeployNameRule))]
    public string? DeploymentGroup { get; set; }
}

/// <summary>That a person has to approve.</summary>
/// <param name="Needed">Whether it is needed. Default: true.</param>
/// <param name="Roles">The ARNs of the roles that the stack allows to approve, on this action alone. Default: it allows nobody, and who may already, may.</param>
public sealed record ApprovalSettings(
    bool? Needed = null,
    [property: Setting(Rule = typeof(RoleRule), NeedsItem = true)] IReadOnlyList<string>? Roles = null
);
