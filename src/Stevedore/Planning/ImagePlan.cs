using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>One image: what it is built from, and where it goes.</summary>
public sealed record ImagePlan
{
    /// <summary>Its name in the settings, and its bake target.</summary>
    public required ImageName Name { get; init; }

    /// <summary>False when it is only built because another image stands on it.</summary>
    public required bool IsShipped { get; init; }

    /// <summary>Relative to the repository.</summary>
    public required string Context { get; init; }

    /// <summary>Relative to the context.</summary>
    public required string Dockerfile { get; init; }

    /// <summary>The stage; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>Build arguments, their templates rendered.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Arguments { get; init; } = [];

    /// <summary>The time that files and the image itself get instead of the clock's, in seconds since 1970; null for the clock's.</summary>
    public long? Epoch { get; init; }

    /// <summary>Whether that time is among the build arguments because the Dockerfile declares it: its steps are then others with each commit.</summary>
    public bool TakesEpoch { get; init; }

    /// <summary>Named contexts as bake takes them: <c>target:base</c>, <c>docker-image://…</c>, a path.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Contexts { get; init; } = [];

    /// <summary>Contexts to add, or to put in the place of these, so that images from elsewhere are taken as they were looked up; empty before that.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Pins { get; init; } = [];

    /// <summary>In the order of the settings, then what the images need that are built on it.</summary>
    public required ImmutableArray<Platform> Platforms { get; init; }

    /// <summary>The setting that says so, and the images that need more.</summary>
    public required string PlatformsWhy { get; init; }

    /// <summary>One repository in each registry that this image is pushed to.</summary>
    public required ImmutableArray<Destination> Destinations { get; init; }

    /// <summary>Identifies this commit's image; the only tag that the build itself pushes.</summary>
    public required ImageTag CommitTag { get; init; }

    /// <summary>Whether its tags name a base image whose digest is not known yet: zeros stand for it.</summary>
    public bool HasOpenTags { get; init; }

    /// <summary>Set once every registry has the commit's tag.</summary>
    public required ImmutableArray<ImageTag> MovingTags { get; init; }

    /// <summary>Patterns of every tag that the settings let move, those left out this time included: a repository is created once for all refs.</summary>
    public ImmutableArray<string> MovingPatterns { get; init; } = [];

    /// <summary>A pattern of the tags that mark what of it is deployed: <c>deployed*</c>, behind the image's prefix.</summary>
    public string Marks { get; init; } = DeploymentMark.Pattern("");

    /// <summary>Labels of the configuration and annotations of index and manifests, in order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The commit that its labels name, with <c>-dirty</c> for a changed tree; null when no commit is known.</summary>
    public string? Revision => Labels.FirstOrDefault(label => label.Key == ImageLabels.Revision).Value;

    /// <summary>The image it stands on; null when it stands on nothing, on another image of this run, or on others for other platforms.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>Every image from elsewhere that any of its stages takes, <see cref="Base"/> among them, in the order of the Dockerfile.</summary>
    public ImmutableArray<BaseImage> Foreign { get; init; } = [];

    /// <summary>The image that reads its Dockerfile in the builder's place; null for none.</summary>
    internal string? Frontend { get; init; }

    /// <summary>The images of this run that any of its stages takes.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>The one of them that its last stage stands on; null for none.</summary>
    public string? Under { get; init; }

    /// <summary>Every image from elsewhere that it is made from: <see cref="Foreign"/>, and those of the images of this run that it takes.</summary>
    public ImmutableArray<BaseImage> Origins { get; init; } = [];

    /// <summary>Its reference by the commit's tag in the registry that is deployed from; null when it goes nowhere.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether what it stands on has moved since this commit was shipped, and is to be followed.</summary>
    public bool IsRefreshed { get; init; }

    /// <summary>Its container in the ECS task; null when it is not deployed.</summary>
    public string? Container { get; init; }

    /// <summary>Secrets mounted while building.</summary>
    public ImmutableArray<BuildSecret> Secrets { get; init; } = [];

    /// <summary>SSH agents or keys, as docker takes them.</summary>
    public ImmutableArray<string> Ssh { get; init; } = [];

    /// <summary>Where layers are kept between builds.</summary>
    public CacheKind Cache { get; init; }

    /// <summary>The repository of the cache; null where there is none.</summary>
    public Destination? CacheRepository { get; init; }

    /// <summary>Null for none, else <c>min</c> or <c>max</c>.</summary>
    public string? Provenance { get; init; }

    /// <summary>Whether a bill of materials is attached.</summary>
    public bool Sbom { get; init; }
}

/// <summary>A repository that an image is pushed to.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Reference">Its repository there.</param>
public sealed record Destination(string Registry, ImageReference Reference);

/// <summary>A secret that a Dockerfile mounts.</summary>
/// <param name="Id">The id of <c>RUN --mount=type=secret,id=…</c>.</param>
/// <param name="Source">Where its value comes from, as the settings write it: <c>env:NPM_TOKEN</c>.</param>
public sealed record BuildSecret(string Id, string Source)
{
    /// <summary>Begins a source that is a file, which docker reads itself.</summary>
    public const string File = "file:";

    /// <summary>Begins a source that is an environment variable.</summary>
    public const string Environment = "env:";
}

/// <summary>Where layers are kept between builds.</summary>
public enum CacheKind
{
    /// <summary>Only in the builder.</summary>
    None,

    /// <summary>Inside the image that is pushed.</summary>
    Inline,

    /// <summary>In a repository of its own, with the layers of every stage.</summary>
    Registry,
}
