using System.ComponentModel;
using System.Text.Json.Serialization;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

[Collection("Registry kinds")]
public sealed class KindsOfOtherPackages : IDisposable
{
    public KindsOfOtherPackages() => RegistryKinds.Add(new("quay", QuayJson.Default.QuaySettings));

    public void Dispose() => RegistryKinds.Remove("quay");

    [Fact]
    public void AreBound()
    {
        var values = new Given(
            """{ "images": { "web": {} }, "registries": { "q": { "type": "quay", "organization": "acme", "retries": 3, "credentials": "docker-config" } } }"""
        )
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
            ).Fault()
        );

    [Fact]
    public void AreInTheSchema() => Assert.Contains("The organization of quay.", SettingsSchema.Text(), StringComparison.Ordinal);
}

/// <summary>Kinds belong to the whole process; no other test may run beside these.</summary>
[CollectionDefinition("Registry kinds", DisableParallelization = true)]
public sealed class RegistryKindsOfTheProcess;

internal sealed class QuaySettings : RegistrySettings
{
    public override string Type => "quay";

    [Description("The organization of quay.")]
    public string? Organization { get; set; }

    public int? Retries { get; set; }

    public CredentialSettings? Credentials { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuaySettings))]
internal sealed partial class QuayJson : JsonSerializerContext;
