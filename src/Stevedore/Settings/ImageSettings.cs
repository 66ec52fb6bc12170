using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>One image of stevedore.json.</summary>
public sealed class ImageSettings
{
    /// <summary>The build context, relative to the repository. Default: the repository itself.</summary>
    [Setting(Rule = typeof(InsidePathRule), Default = ".")]
    public string? Context { get; set; }

    /// <summary>Relative to the context. Default: <c>Dockerfile</c>.</summary>
    [Setting(Rule = typeof(RelativePathRule), Default = "Dockerfile")]
    public string? Dockerfile { get; set; }

    /// <summary>The stage to build. Default: the last.</summary>
    public string? Target { get; set; }

    /// <summary>Build arguments; values are templates like tags. They are visible in the image's history: nothing secret.</summary>
    [Setting(Rule = typeof(ArgumentRule))]
    public OrderedDictionary<string, string>? Args { get; set; }

    /// <summary>
    /// Named contexts: <c>image:base</c> (an image built in this run), <c>docker-image://</c>, <c>oci-layout://</c>, a path, or <c>artifact:BaseImage</c>
    /// (the imageDetail.json of a CodePipeline ECR source).
    /// </summary>
    [Setting(Rule = typeof(NamedContextRule))]
    public OrderedDictionary<string, string>? Contexts { get; set; }

    /// <summary>Default: the image's name, or with one image what IMAGE_REPO_NAME, ECR_REPO_NAME, AWS_ECR_REPOSITORY_URI or REPOSITORY_URI names.</summary>
    [Setting(Rule = typeof(RepositoryRule))]
    public string? Repository { get; set; }

    /// <summary>Put before every tag of this image, so that images can share a repository. Default: nothing.</summary>
    [Setting(Rule = typeof(TagPrefixRule))]
    public string? TagPrefix { get; set; }

    /// <summary>Its name in the ECS task. Images without one stay out of imagedefinitions.json. Default with one image: the repository's last segment, with '-' for what ECS does not allow.</summary>
    [Setting(Rule = typeof(ContainerRule))]
    public string? Container { get; set; }

    /// <summary>Default: the platforms of all.</summary>
    [Setting(Rule = typeof(PlatformRule), NeedsItem = true)]
    public IReadOnlyList<string>? Platforms { get; set; }

    /// <summary>The names of the registries it goes to. Default: all that push.</summary>
    public IReadOnlyList<string>? Registries { get; set; }

    /// <summary>
    /// Secrets mounted while building, by id: <c>env:NAME</c>, <c>file:path</c>, <c>secretsManager:id[:key]</c> or <c>parameterStore:name</c>.
    /// </summary>
    [Setting(Rule = typeof(SecretRule), KeyRule = typeof(SecretIdRule))]
    public OrderedDictionary<string, string>? Secrets { get; set; }

    /// <summary>SSH agents or keys for <c>RUN --mount=type=ssh</c>: <c>default</c> or <c>id=path</c>.</summary>
    public IReadOnlyList<string>? Ssh { get; set; }

    /// <summary>
    /// <c>registry</c>, <c>inline</c> or <c>none</c>. Default: <c>registry</c> where the builder can and the image goes to a private registry (ECR, a host
    /// of one's own), else <c>none</c>: a cache holds every stage, sources included.
    /// </summary>
    [Setting(Choices = ["registry", "inline", "none"])]
    public string? Cache { get; set; }

    /// <summary>Default: the attestations of all.</summary>
    public AttestationSettings? Attestations { get; set; }
}
