using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class KindsOfOtherPackages
{
    [Fact]
    public void AreBound()
    {
        var values = new Given(
            """{ "images": { "web": {} }, "registries": { "q": { "type": "quay", "organization": "acme", "retries": 3, "credentials": "docker-config" } } }"""
        )
        {
            Others = [new QuayKind()],
        }
            .Resolve()
            .Values;
        var quay = Assert.IsType<QuaySettings>(values.Registries!["q"]);
        Assert.Equal(("acme", 3, true), (quay.Organization, quay.Retries, quay.Push));
        Assert.IsType<DockerConfigCredentialSettings>(quay.Credentials);
    }

    [Fact]
    public void AreChecked() =>
        Assert.Equal(
            """
            Cannot use stevedore.json: it has 2 faults. Correct them:
              line 1: registries.q.organisation: unknown key; did you mean 'organization'?
              line 2: registries.q.retries: must be a number, not text; correct it
            """,
            new Given(
                "{ \"images\": { \"web\": {} }, \"registries\": { \"q\": { \"type\": \"quay\", \"organisation\": \"acme\",\n\"retries\": \"3\" } } }"
            )
            {
                Others = [new QuayKind()],
            }.Fault()
        );

    [Fact]
    public void AreInTheSchema() =>
        Assert.Contains("The organization of quay.", TheSchema.Text(new([new QuayKind()])), StringComparison.Ordinal);
}

internal sealed class QuaySettings : RegistrySettings
{
    public override string Type => "quay";

    /// <summary>The organization of quay.</summary>
    public string? Organization { get; set; }

    public int? Retries { get; set; }

    public CredentialSettings? Credentials { get; set; }
}

internal sealed class QuayKind : RegistryKeys
{
    public override string Type => "quay";

    public override Type SettingsType => typeof(QuaySettings);
}
