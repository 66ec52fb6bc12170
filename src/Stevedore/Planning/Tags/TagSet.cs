using Stevedore.Images;

namespace Stevedore.Planning.Tags;

/// <summary>The tags of one image.</summary>
/// <param name="Commit">The commit's tag: it identifies what is deployed.</param>
/// <param name="Moving">Set afterwards, in the order of the settings; none equals another or the commit's.</param>
/// <param name="Skipped">What the settings name and this source does not receive.</param>
internal sealed record TagSet(PlannedTag Commit, ImmutableArray<PlannedTag> Moving, ImmutableArray<SkippedTag> Skipped)
{
    /// <summary>Every change of name.</summary>
    public ImmutableArray<string> Notes => [.. Moving.Prepend(Commit).SelectMany(tag => tag.Notes).Distinct()];
}

/// <summary>A tag that an image receives.</summary>
/// <param name="Template">What it was made from.</param>
/// <param name="Notes">What was changed to make it a tag; usually empty.</param>
internal sealed record PlannedTag(ImageTag Tag, string Template, ImmutableArray<string> Notes);

/// <summary>A tag that was asked for and is not set this time.</summary>
/// <param name="Why">In lower case and without a full stop.</param>
internal sealed record SkippedTag(string Template, string Why);
