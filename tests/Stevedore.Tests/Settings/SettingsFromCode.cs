using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class SettingsFromCode
{
    [Fact]
    public void ComeBackAsTheyWere()
    {
        StevedoreSettings code = new()
        {
            Images = new()
            {
                ["web"] = new()
                {
                    Args = new() { ["A"] = "1" },
                    Ssh = ["default"],
                },
            },
            Registries = new()
            {
                ["hub"] = new DockerHubSettings { Namespace = "acme", Credentials = new EnvironmentCredentialSettings("USER", "TOKEN") },
                ["lan"] = new PlainRegistrySettings { Host = "x", Credentials = new DockerConfigCredentialSettings() },
                ["ghcr"] = new PlainRegistrySettings
                {
                    Host = "ghcr.io",
                    Credentials = new ParameterStoreCredentialSettings("/u", "/p", "eu-west-1"),
                },
            },
            Tags = [new("{sha}"), new("latest", "branch:main")],
        };
        var values = new Given(File: null) { Code = code }
            .Resolve()
            .Values;
        Assert.Equal(code.Tags, values.Tags!);
        Assert.Equal("acme", Assert.IsType<DockerHubSettings>(values.Registries!["hub"]).Namespace);
        Assert.Equal(
            [
                new EnvironmentCredentialSettings("USER", "TOKEN"),
                new DockerConfigCredentialSettings(),
                new ParameterStoreCredentialSettings("/u", "/p", "eu-west-1"),
            ],
            values.Registries!.Values.Select(registry =>
                (registry as DockerHubSettings)?.Credentials ?? (registry as PlainRegistrySettings)!.Credentials!
            )
        );
    }

    [Fact]
    public void MayBeNothing() =>
        Assert.Equal("\".\" from default", new Given(Given.OneImage) { Code = new() }.Value("images.web.context"));

    [Fact]
    public void StandBelowTheFile() =>
        Assert.Equal(
            "\"none\" from stevedore.json:1",
            new Given("""{ "images": { "web": { "cache": "none" } } }""")
            {
                Code = new() { Images = new() { ["web"] = new() { Cache = "inline" } } },
            }.Value("images.web.cache")
        );

    [Fact]
    public void MustBeOfAKnownKind() =>
        Assert.Equal(
            "Cannot use the settings: C#: registries.q.type: 'quay' is not a kind of registry. Use one of ecr, ecr-public, docker-hub, registry.",
            new Given(Given.OneImage) { Code = new() { Registries = new() { ["q"] = new UnknownRegistry() } } }.Fault()
        );

    private sealed class UnknownRegistry : RegistrySettings
    {
        public override string Type => "quay";
    }
}
