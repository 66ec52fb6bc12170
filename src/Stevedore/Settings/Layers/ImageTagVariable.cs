using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Layers;

/// <summary>IMAGE_TAG, by which CodeBuild's samples name the tag. It comes after the commit's, whoever chose that.</summary>
internal static class ImageTagVariable
{
    private const string Variable = "IMAGE_TAG";

    public static SettingNode Append(SettingNode settings, IReadOnlyDictionary<string, string> environment, SettingFaults faults)
    {
        var tag = environment.GetValueOrDefault(Variable)?.Trim();
        var tags = settings["tags"]!;
        if (string.IsNullOrEmpty(tag) || tags.Items.Any(item => (item.Value ?? item["tag"]?.Value) == tag && item["on"] is null))
        {
            return settings;
        }

        var origin = Origin.Named(Variable);
        if (new TagRule().Check(tag) is { } complaint)
        {
            faults.Add(origin, "", complaint);
        }

        OrderedDictionary<string, SettingNode> keys = new(settings.Keys)
        {
            ["tags"] = SettingNode.List(tags.Origin, [.. tags.Items, SettingNode.Text(origin, tag)]),
        };
        return SettingNode.Object(settings.Origin, keys);
    }
}
