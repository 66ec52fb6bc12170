namespace Stevedore.Settings;

/// <summary>One image of stevedore.json.</summary>
public sealed class ImageSettings
{
    /// <summary>The build context, relative to the repository. Default: the repository itself.</summary>
    public string? Context { get; set; }

    /// <summary>Relative to the context. Default: <c>Dockerfile</c>.</summary>
    public string? Dockerfile { get; set; }

    /// <summary>The stage to build. Default: the last.</summary>
    public string? Target { get; set; }

    /// <summary>Build arguments; values are templates like tags. They are visible in the image's history: nothing secret.</summary>
    public OrderedDictionary<string, string>? Args { get; set; }

    /// <summary>
    /// Named contexts: <c>image:base</c> (an image built in this run), <c>docker-image://</c>, <c>oci-layout://</c>, a path, or <c>artifact:BaseImage</c>
    /// (the imageDetail.json of a CodePipeline ECR source).
    /// </summary>
    public OrderedDictionary<string, string>? Contexts { get; set; }

    /// <summary>Default: the image's name, or IMAGE_REPO_NAME / ECR_REPO_NAME when there is one image.</summary>
    public string? Repository { get; set; }

    /// <summary>Put before every tag of this image, so that images can share a repository. Default: nothing.</summary>
    public string? TagPrefix { get; set; }

    /// <summary>Its name in the ECS task. Images without one stay out of imagedefinitions.json. Default with one image: the repository's last segment.</summary>
    public string? Container { get; set; }

    /// <summary>Default: the platforms of all.</summary>
    public IReadOnlyList<string>? Platforms { get; set; }

    /// <summary>The names of the registries it goes to. Default: all that push.</summary>
    public IReadOnlyList<string>? Registries { get; set; }

    /// <summary>
    /// Secrets mounted while building, by id: <c>env:NAME</c>, <c>file:path</c>, <c>secretsManager:id[:key]</c> or <c>parameterStore:name</c>.
    /// </summary>
    public OrderedDictionary<string, string>? Secrets { get; set; }

    /// <summary>SSH agents or keys for <c>RUN --mount=type=ssh</c>: <c>default</c> or <c>id=path</c>.</summary>
    public IReadOnlyList<string>? Ssh { get; set; }

    /// <summary><c>registry</c>, <c>inline</c> or <c>none</c>. Default: <c>registry</c> where the builder can.</summary>
    public string? Cache { get; set; }

    /// <summary>Default: the attestations of all.</summary>
    public AttestationSettings? Attestations { get; set; }
}
