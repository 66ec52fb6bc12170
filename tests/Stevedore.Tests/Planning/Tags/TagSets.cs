using Stevedore.Planning.Tags;

namespace Stevedore.Tests.Planning.Tags;

internal static class TagSets
{
    /// <summary>The commit's tag, then the moving ones.</summary>
    public static IEnumerable<string> Values(this TagSet tags) => tags.Moving.Prepend(tags.Commit).Select(tag => tag.Tag.Value);
}
