using Stevedore.Images;

namespace Stevedore.Planning.Tags;

/// <summary>A tag that an image receives.</summary>
/// <param name="Template">What it was made from.</param>
/// <param name="Notes">What was changed to make it a tag; usually empty.</param>
public sealed record PlannedTag(ImageTag Tag, string Template, ImmutableArray<string> Notes);
