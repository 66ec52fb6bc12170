using System.Globalization;
using System.Text;
using Stevedore.Docker;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Releases;

/// <summary>The same commit gives the same tags, labels and files on every machine, whatever language it speaks.</summary>
public sealed class WritingInAForeignCulture
{
    private const string Dates = """["{sha:8}", "d{date:yyyyMMdd}", "{date:yyyy/MM/dd HH:mm}", "{date:MMM}"]""";

    private static readonly PlanCase Dated = new(
        $$"""
        {
          "images": { "web": { "args": { "BUILT": "{date:yyyy-MM-dd}T{date:HH:mm}" } } },
          "registries": { "lan": { "type": "registry", "host": "127.0.0.1:5000" } }, "tags": {{Dates}}
        }
        """
    );

    [Fact]
    public void IsForeign()
    {
        using var culture = new ForeignCulture();

        Assert.Equal("2569.11.20 10.10", SourceCases.Date.ToString("yyyy/MM/dd HH:mm", CultureInfo.CurrentCulture));
        Assert.Equal("\u200e\u22121٫5", $"{-1.5}");
    }

    [Fact]
    public void WritesTheCommitsDateIntoTagsAndArguments()
    {
        using var culture = new ForeignCulture();

        var image = Dated.Plan().Images[0];

        Assert.Equal(["d20261120", "2026-11-20-10-10", "Nov"], image.MovingTags.Select(tag => tag.Value));
        Assert.Equal([new("BUILT", "2026-11-20T10:10")], image.Arguments);
        Assert.Contains(new("org.opencontainers.image.created", "2026-11-20T10:10:45Z"), image.Labels);
    }

    [Fact]
    public void WritesThePlan() => IsTheSame(() => PlanCase.Rich.Text());

    [Fact]
    public void WritesThePlanForPrograms() =>
        IsTheSame(() => Encoding.UTF8.GetString(PlanJson.Render(PlanCase.Rich.Plan(), PlanCase.Rich.Settings)));

    [Fact]
    public void WritesTheBakeFile() => IsTheSame(() => Encoding.UTF8.GetString(PlanCase.Rich.Bake(BuildPurpose.Push)));

    [Fact]
    public void WritesTheRelease() => IsTheSame(() => Encoding.UTF8.GetString(ReleaseRecord.Render(Shipped.Result(PlanCase.Rich))));

    [Fact]
    public void WritesTheSummary() =>
        IsTheSame(() => string.Join('\n', ShipSummary.Render(Shipped.Result(PlanCase.Rich with { Images = ["base"] }), "out")));

    private static void IsTheSame(Func<string> write)
    {
        var ours = write();
        using var culture = new ForeignCulture();

        Assert.Equal(ours, write());
    }
}
