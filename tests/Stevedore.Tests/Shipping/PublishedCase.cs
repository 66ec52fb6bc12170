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

    public PublishedCase() =>
        Given = new(
            $$"""
            {
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

    public ImmutableArray<RegistryLogin> Logins =>
        [.. Given.Plan().Registries.Select(registry => new RegistryLogin(registry, clients.Connect(registry.Host, null)))];

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
        var configuration = registry.AddBlob(
            $$$"""{"os":"{{{parts[0]}}}","architecture":"{{{parts[1]}}}"{{{variant}}},"config":{"Labels":{"org.opencontainers.image.revision":"{{{revision}}}"} } }"""
        );
        return registry.Add(repository, Single, $$"""{"config":{"size":100,"digest":"{{configuration}}"},"layers":[]}""", tag);
    }

    /// <summary>An index of one platform that says itself what it was made from.</summary>
    public static string List(StubRegistry registry, string repository, string revision, string tag)
    {
        var image = Image(registry, repository, revision);
        return registry.Add(
            repository,
            Index,
            $$"""{"annotations":{"org.opencontainers.image.revision":"{{revision}}"},"manifests":[{"size":1,"digest":"{{image}}","platform":{"os":"linux","architecture":"amd64"} }]}""",
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
