using Stevedore.Planning;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Planning;

public sealed class OrderingImages
{
    private static readonly OrderedDictionary<string, ImageSettings> Images = new()
    {
        ["web"] = On("image:middle", "app/assets"),
        ["middle"] = On("image:base"),
        ["other"] = On("docker-image://alpine"),
        ["base"] = new(),
        ["admin"] = On("image:base", "image:middle"),
    };

    [Theory]
    [InlineData("web,middle,other,base,admin", "base,middle,web,other,admin")]
    [InlineData("web", "base,middle,web")]
    [InlineData("admin,other", "other,base,middle,admin")]
    [InlineData("base", "base")]
    public void PutsBasesFirstAndElseKeepsTheOrderOfTheSettings(string selection, string expected) =>
        Assert.Equal(expected.Split(','), ImageOrder.BasesFirst(Images, selection.Split(',').ToHashSet()));

    [Theory]
    [InlineData("image:base", true)]
    [InlineData("docker-image://base", false)]
    [InlineData("app/image:base", false)]
    public void KnowsALink(string context, bool expected) => Assert.Equal(expected, ImageOrder.IsLink(context));

    private static ImageSettings On(params string[] contexts) =>
        new() { Contexts = new(contexts.Select((context, index) => KeyValuePair.Create($"c{index}", context))) };
}
