using System.Text.Json.Nodes;

namespace CompatGenerate.Models;

/// <summary>Adds to a model what is newer than it. Both keep the form of botocore's models.</summary>
internal static class ModelMerge
{
    /// <summary>Objects member by member, lists by what they lack; anything else is replaced.</summary>
    public static JsonNode Merge(JsonNode model, JsonNode newer)
    {
        switch (model, newer)
        {
            case (JsonObject into, JsonObject from):
                var merged = into.DeepClone().AsObject();
                foreach (var (name, value) in from)
                {
                    merged[name] = merged[name] is { } old ? Merge(old, value!) : value!.DeepClone();
                }

                return merged;
            case (JsonArray into, JsonArray from):
                var lacking = from.Where(item => !into.Any(old => JsonNode.DeepEquals(old, item)));
                return new JsonArray([.. into.Concat(lacking).Select(item => item?.DeepClone())]);
            default:
                return newer.DeepClone();
        }
    }
}
