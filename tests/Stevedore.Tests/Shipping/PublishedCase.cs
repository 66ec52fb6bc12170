using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Registries;

namespace Stevedore.Tests.Shipping;

/// <summary>Two images in two registries on this machine, and what is published there.</summary>
internal sealed class PublishedCase : IDisposable
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Single = "application/vnd.oci.image.manifest.v1+json";
    private readonly RegistryClients clients = new();

    /// <param name="tags">Further tags, as JSON.</param>
    public PublishedCase(string tags = "") =>
        Given = new(
            $$"""
            {
              "tags": ["{sha:8}"{{(tags.Length > 0 ? ", " : "")}}{{tags}}],
              "images": { "web": { "container": "web" }, "api": { "registries": ["one"] } },
              "registries": {
                "one": { "type": "registry", "host": "{{One.Host}}" },
                "two": { "type": "registry", "host": "{{Two.Host}}" }
              }
            }
            """
        );

    public StubRegistry One { get; } = new();

    public StubRegistry Two { get; } = new();

    public PlanCase Given { get; set; }

    public Logins Logins =>
        new([.. Given.Plan().Registries.Select(registry => new RegistryLogin(registry, clients.Connect(registry.Host, null)))]);

    /// <summary>The manifest of one platform.</summary>
    public static string Image(
        StubRegistry registry,
        string repository,
        string revision,
        string platform = "linux/amd64",
        string? tag = null
    )
    {
        var parts = platform.Split('/');
        var variant = parts.Length > 2 ? $",\"variant\":\"{parts[2]}\"" : "";
        return Of(
            registry,
            repository,
            $$$"""{"os":"{{{parts[0]}}}","architecture":"{{{parts[1]}}}"{{{variant}}},"config":{"Labels":{"org.opencontainers.image.revision":"{{{revision}}}"} } }""",
            tag
        );
    }

    /// <summary>The manifest of a configuration.</summary>
    public static string Of(
        StubRegistry registry,
        string repository,
        string configuration,
        string? tag = null,
        string annotations = "{}"
    ) =>
        registry.Add(
            repository,
            Single,
            $$"""{"annotations":{{annotations}},"config":{"size":{{configuration.Length}},"digest":"{{registry.AddBlob(configuration)}}"},"layers":[]}""",
            tag
        );

    /// <summary>An index of one platform that says itself what it was made from.</summary>
    public static string List(StubRegistry registry, string repository, string revision, string tag)
    {
        return Of(registry, repository, revision, tag, ("linux/amd64", Image(registry, repository, revision)));
    }

    /// <summary>An index of manifests that are there.</summary>
    public static string Of(
        StubRegistry registry,
        string repository,
        string revision,
        string? tag,
        params (string Platform, string Digest)[] manifests
    )
    {
        var entries =
            from manifest in manifests
            let parts = manifest.Platform.Split('/')
            let variant = parts.Length > 2 ? $",\"variant\":\"{parts[2]}\"" : ""
            let size = registry.Manifests[$"{repository}/{manifest.Digest}"].Content.Length
            select $$$"""{"size":{{{size}}},"digest":"{{{manifest.Digest}}}","platform":{"os":"{{{parts[0]}}}","architecture":"{{{parts[1]}}}"{{{variant}}}} }""";
        return registry.Add(
            repository,
            Index,
            $$"""{"annotations":{"org.opencontainers.image.revision":"{{revision}}"},"manifests":[{{string.Join(',', entries)}}]}""",
            tag
        );
    }

    public void Dispose()
    {
        clients.Dispose();
        One.Dispose();
        Two.Dispose();
    }
}
