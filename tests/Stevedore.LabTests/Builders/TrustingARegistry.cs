using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Builders;

/// <summary>Registries whose certificate an authority of one's own signed.</summary>
public sealed class TrustingARegistry(LabFixture lab) : IAsyncLifetime
{
    private readonly LabBuilder builder = new(lab);

    private string Authority => Path.Combine(lab.Variables["STEVEDORE_LAB"], "ca.pem");

    private string Registries =>
        $$"""
            "registries": { "ours": { "type": "registry", "host": "{{SampleRepository.Host}}", "ca": "{{Authority}}",
                                      "credentials": { "environment": { "username": "OUR_USER", "password": "OUR_TOKEN" } } } },
            """;

    public ValueTask InitializeAsync() => builder.InitializeAsync();

    public ValueTask DisposeAsync() => builder.DisposeAsync();

    [Fact]
    [DependsOnTheEngine]
    public async Task GivesABuilderThatIsCreatedTheAuthority()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings() + Registries);

        (await LoggedIn(repository).Run("--target=Ship")).Succeeds();

        var copy = $"/etc/buildkit/certs/{SampleRepository.Host}/ca.pem";
        Assert.Equal(
            $"\n[registry]\n\n  [registry.\"{SampleRepository.Host}\"]\n    ca = [\"{copy}\"]\n",
            await builder.Read("/etc/buildkit/buildkitd.toml")
        );
        Assert.Equal(await File.ReadAllTextAsync(Authority, TestContext.Current.CancellationToken), await builder.Read(copy));
        Assert.Equal([repository.Tag], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task KeepsWhatTheConfigSaysBesides()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings(""" "config": "buildkitd.toml", """) + Registries);
        repository.Write("buildkitd.toml", $"[registry.\"{SampleRepository.Host}\"]\nhttp = false\n").CommitAll();

        (await LoggedIn(repository).Run("--target=Ship")).Succeeds();

        Assert.Equal(
            $"\n[registry]\n\n  [registry.\"{SampleRepository.Host}\"]\n"
                + $"    ca = [\"/etc/buildkit/certs/{SampleRepository.Host}/ca.pem\"]\n    http = false\n",
            await builder.Read("/etc/buildkit/buildkitd.toml")
        );
    }

    [Fact]
    public async Task SaysBeforeAnythingIsChangedWhatTheConfigMustSay()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings(""" "config": "buildkitd.toml", """) + Registries);
        repository.Write("buildkitd.toml", $"registry.\"{SampleRepository.Host}\".http = false\n").CommitAll();

        var result = await LoggedIn(repository).Run("--target=Ship");

        result.FailsWith(
            "Cannot give the builder the authority of the registry 'ours': builder.config, buildkitd.toml, is not written so that it can be added. "
                + $"Add it there: `ca = [\"{Authority}\"]` for registry.\"{SampleRepository.Host}\"."
        );
        Assert.Empty(await builder.Containers());
        Assert.Empty(repository.Outputs);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("remote")]
    public async Task SaysWhereABuilderThatIsThereAlreadyTakesAuthoritiesFrom(string driver)
    {
        using var registry = new UntrustedRegistry(new Uri(builder.Endpoint).Host, lab.Variables["STEVEDORE_LAB_REGISTRY"]);
        using var repository = SampleRepository.WithOneImage(
            $$"""
            "builder": { "driver": "{{driver}}", "name": "{{builder.Name}}", "nodes": ["{{builder.Endpoint}}"] },
            "registries": { "ours": { "type": "registry", "host": "{{registry.Host}}", "ca": "ours.pem" } },
            """
        );
        repository.Write("ours.pem", registry.Authority).CommitAll();

        var result = await builder.In(repository).Run("--target=Ship");

        Assert.StartsWith(
            $"Cannot build the images: the builder does not trust the certificate of {registry.Host} (x509: certificate signed by unknown authority). "
                + $"The engine's own builder trusts the authority in /etc/docker/certs.d/{registry.Host}/ca.crt. "
                + "A builder that is created gets the registry's `ca` of the settings: remove one that was created without it (`docker buildx rm NAME`). "
                + "Any other needs it in its buildkitd.toml.\n> docker buildx bake\n",
            result.Message
        );
        Assert.Equal(1, result.ExitCode);
    }

    private BuildHost LoggedIn(SampleRepository repository) =>
        builder.In(repository).With("OUR_USER", "AWS").With("OUR_TOKEN", "123456789012-auth-token");
}
