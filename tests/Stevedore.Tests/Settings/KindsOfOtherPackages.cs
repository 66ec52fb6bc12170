using System.Text.Json.Nodes;
using ShipHost;
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
            Cannot use stevedore.json: it has 3 faults. Correct them:
              line 1: registries.q.organisation: unknown key; did you mean 'organization'?
              line 1: registries.q.organization: missing; name the organization
              line 2: registries.q.retries: must be a number, not text; correct it
            """,
            new Given(
                "{ \"images\": { \"web\": {} }, \"registries\": { \"q\": { \"type\": \"quay\", \"organisation\": \"acme\",\n\"retries\": \"3\" } } }"
            )
            {
                Others = [new QuayKind()],
            }.Fault()
        );

    [Theory]
    [InlineData("Acme", "Cannot use QUAY_ORGANIZATION: 'Acme' is not an organization. Use lower-case letters.")]
    [InlineData(null, "Cannot use stevedore.json: line 1: registries.q.organization: missing. Name the organization.")]
    public void SayWhatTheyNeed(string? organization, string fault)
    {
        var given = new Given("""{ "images": { "web": {} }, "registries": { "q": { "type": "quay" } } }""") { Others = [new QuayKind()] };
        if (organization is not null)
        {
            given.Environment["QUAY_ORGANIZATION"] = organization;
        }

        Assert.Equal(fault, given.Fault());
    }

    [Fact]
    public void HaveDefaults()
    {
        var resolved = new Given("""{ "images": { "web": {} }, "registries": { "quay": {} } }""")
        {
            Others = [new QuayKind()],
            Environment = { ["QUAY_ORGANIZATION"] = "acme" },
        }.Resolve();

        var quay = Assert.IsType<QuaySettings>(resolved.Values.Registries!["quay"]);
        Assert.Equal(("quay.io", "acme"), (quay.Host, quay.Organization));
        Assert.Equal(
            ("default", "QUAY_ORGANIZATION"),
            (resolved.SourceOf("registries.quay.host").ToString(), resolved.SourceOf("registries.quay.organization").ToString())
        );
    }

    [Fact]
    public void AreInTheSchema()
    {
        var kind = JsonNode.Parse(TheSchema.Text(new([new QuayKind()])))!["properties"]!["registries"]!["additionalProperties"]!["anyOf"]![
            0
        ]!;

        Assert.Equal(
            """{"title":"quay","type":{"enum":["quay",null]},"host":{"description":"Default: quay.io.","type":["string","null"],"default":"quay.io"}}""",
            new JsonObject
            {
                ["title"] = kind["title"]!.DeepClone(),
                ["type"] = kind["properties"]!["type"]!.DeepClone(),
                ["host"] = kind["properties"]!["host"]!.DeepClone(),
            }.ToJsonString()
        );
    }
}
