using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>What a person chose: the shape of stevedore.json, of its environments, and of what C# may set in <c>UseStevedore</c>.</summary>
/// <remarks>Null everywhere means "not said here": a source of lower precedence decides, in the end the default.</remarks>
public class StevedoreSettings
{
    /// <summary>The platforms of every image. Default: <c>linux/amd64</c>.</summary>
    [Setting(Rule = typeof(PlatformRule), NeedsItem = true, Default = new[] { "linux/amd64" })]
    public IReadOnlyList<string>? Platforms { get; set; }

    /// <summary>The images to ship, by name. Default: one image from <c>Dockerfile</c> when IMAGE_REPO_NAME, ECR_REPO_NAME, AWS_ECR_REPOSITORY_URI or REPOSITORY_URI names its repository.</summary>
    [Setting(KeyRule = typeof(ImageNameRule))]
    public OrderedDictionary<string, ImageSettings>? Images { get; set; }

    /// <summary>Where they go, by a name of one's own. Default: one called <c>ecr</c> of that type.</summary>
    [Setting(KeyRule = typeof(RegistryNameRule))]
    public OrderedDictionary<string, RegistrySettings>? Registries { get; set; }

    /// <summary>The tags; the first is the commit's. Default: <c>{sha:8}</c>.</summary>
    [Setting(NeedsItem = true, Default = new[] { "{sha:8}" })]
    public IReadOnlyList<TagSettings>? Tags { get; set; }

    /// <summary>The refs that may push, such as <c>branch:main</c> or <c>tag:v*</c>. Default: every branch and tag. A pull request never pushes.</summary>
    [Setting(Rule = typeof(RefPatternRule), Default = new[] { "branch:*", "tag:*" })]
    public IReadOnlyList<string>? Push { get; set; }

    /// <summary>Provenance and bill of materials, for images that do not choose their own.</summary>
    public AttestationSettings? Attestations { get; set; }

    /// <summary>What builds.</summary>
    public BuilderSettings? Builder { get; set; }

    /// <summary>What imagedefinitions.json and imageDetail.json say.</summary>
    public DefinitionsSettings? Definitions { get; set; }

    /// <summary>The services that run what was shipped. Default: none.</summary>
    public DeploySettings? Deploy { get; set; }

    /// <summary>Pipelines in AWS that ship this repository, by name: that of the stack, too. Default: none.</summary>
    [Setting(KeyRule = typeof(PipelineNameRule))]
    public OrderedDictionary<string, PipelineSettings>? Pipelines { get; set; }
}
