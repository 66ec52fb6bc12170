using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>A pipeline in AWS that ships this repository, from which <c>init --pipeline</c> makes CloudFormation templates and roles.</summary>
public sealed class PipelineSettings
{
    /// <summary><c>pipeline</c>, or <c>project</c>: CodeBuild alone, started by its webhook. Default: <c>pipeline</c>.</summary>
    [Setting(Choices = ["pipeline", "project"])]
    public string? Type { get; set; }

    /// <summary>Where the code is.</summary>
    public PipelineSourceSettings? Source { get; set; }

    /// <summary>What starts it. Default: every push to the branch of the source.</summary>
    public PipelineTriggerSettings? Triggers { get; set; }

    /// <summary>A repository of ECR as a second source: what is pushed there is built on. Default: none.</summary>
    public PipelineBaseSettings? Base { get; set; }

    /// <summary><c>queued</c>, <c>superseded</c> or <c>parallel</c>: what becomes of an execution while another runs. Default: <c>queued</c>.</summary>
    [Setting(Choices = ["queued", "superseded", "parallel"], Default = "queued")]
    public string? Mode { get; set; }

    /// <summary>The images that it ships. Its build gets them in STEVEDORE_IMAGES. Default: all.</summary>
    [Setting(Rule = typeof(ImageNameRule), NeedsItem = true)]
    public IReadOnlyList<string>? Images { get; set; }

    /// <summary>Variables that an execution may be started with, and their defaults. The build gets them in its environment.</summary>
    [Setting(KeyRule = typeof(BuildVariableNameRule), Rule = typeof(PlainVariableRule))]
    public OrderedDictionary<string, string>? Variables { get; set; }

    /// <summary>The project of CodeBuild.</summary>
    public PipelineBuildSettings? Build { get; set; }

    /// <summary>What follows the build, in order. Default: nothing.</summary>
    public IReadOnlyList<PipelineStageSettings>? Stages { get; set; }

    /// <summary>A project of its own that builds pull requests and pushes nothing. Default: none.</summary>
    public PullRequestSettings? PullRequests { get; set; }

    /// <summary>Who is told of what happens. Default: nobody.</summary>
    public NotificationSettings? Notifications { get; set; }

    /// <summary>The account that the stack is deployed to. Default: that of the ECR registry that is deployed from, else the caller's.</summary>
    [Setting(Rule = typeof(AccountRule))]
    public string? Account { get; set; }

    /// <summary>The region that the stack is deployed to. Default: that of the ECR registry that is deployed from, else the run's.</summary>
    [Setting(Rule = typeof(RegionRule))]
    public string? Region { get; set; }

    /// <summary>The ARN of a role to assume to deploy the stack. Default: none.</summary>
    [Setting(Rule = typeof(RoleRule))]
    public string? Role { get; set; }

    /// <summary>The name of a bucket that is there, for artifacts. It should be encrypted, private and versioned. Default: one of its own.</summary>
    [Setting(Rule = typeof(BucketRule))]
    public string? Bucket { get; set; }

    /// <summary>The ARN of a key of KMS for artifacts. Default: the bucket's own encryption, or a key of its own where another account reads artifacts.</summary>
    [Setting(Rule = typeof(KeyRule))]
    public string? KmsKey { get; set; }

    /// <summary>The ARN of a policy that bounds every role of the stack. Default: none.</summary>
    [Setting(Rule = typeof(PolicyRule))]
    public string? PermissionsBoundary { get; set; }

    /// <summary>How many days logs are kept: one of the numbers that CloudWatch Logs takes. Default: 90.</summary>
    [Setting(Rule = typeof(LogDaysRule), Default = 90)]
    public int? LogDays { get; set; }

    /// <summary>Tags of every resource that takes them.</summary>
    [Setting(KeyRule = typeof(TagKeyRule), Rule = typeof(TagValueRule))]
    public OrderedDictionary<string, string>? Tags { get; set; }
}

/// <summary>What starts a pipeline or project: patterns such as <c>release/*</c>. Connections only.</summary>
public sealed class PipelineTriggerSettings
{
    /// <summary>Branches that start it, in place of the source's. Default: the source's.</summary>
    [Setting(NeedsItem = true, Rule = typeof(TriggerPatternRule))]
    public IReadOnlyList<string>? Branches { get; set; }

    /// <summary>Tags that start it. Default: none.</summary>
    [Setting(NeedsItem = true, Rule = typeof(TriggerPatternRule))]
    public IReadOnlyList<string>? Tags { get; set; }

    /// <summary>Files of which one must have changed. Default: any.</summary>
    [Setting(NeedsItem = true, Rule = typeof(TriggerPatternRule))]
    public IReadOnlyList<string>? Paths { get; set; }
}

/// <summary>A repository of ECR whose image is built on: its digest is the build's <c>artifact:BaseImage</c>.</summary>
public sealed class PipelineBaseSettings
{
    /// <summary>Its name.</summary>
    [Setting(Rule = typeof(RepositoryRule), IsRequired = true)]
    public string? Repository { get; set; }

    /// <summary>The tag that is watched. Default: <c>latest</c>.</summary>
    [Setting(Rule = typeof(PlainTagRule))]
    public string? Tag { get; set; }

    /// <summary>Its account. Default: that of the stack.</summary>
    [Setting(Rule = typeof(AccountRule))]
    public string? Account { get; set; }
}

/// <summary>A project of its own for pull requests. It has neither the build's role nor its secrets.</summary>
public sealed class PullRequestSettings
{
    /// <summary>Whether pull requests from forks are built without a person's comment. They run strangers' code. Default: false.</summary>
    public bool? Forks { get; set; }

    /// <summary>A connection of its own, by name or ARN, which leads to this repository alone. Builds can reach its token; with forks over a connection it has to be named. Default: the source's.</summary>
    [Setting(Rule = typeof(ConnectionRule))]
    public string? Connection { get; set; }
}

/// <summary>Who is told of what happens.</summary>
public sealed class NotificationSettings
{
    /// <summary>The ARN of a topic of SNS, whose policy lets <c>codestar-notifications.amazonaws.com</c> publish.</summary>
    [Setting(Rule = typeof(TopicRule), IsRequired = true)]
    public string? Topic { get; set; }

    /// <summary><c>started</c>, <c>succeeded</c>, <c>failed</c> and <c>approval</c>. Default: <c>failed</c> and <c>approval</c>.</summary>
    [Setting(Rule = typeof(NotificationEventRule), NeedsItem = true)]
    public IReadOnlyList<string>? On { get; set; }
}
