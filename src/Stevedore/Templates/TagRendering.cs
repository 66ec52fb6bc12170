using Stevedore.Images;

namespace Stevedore.Templates;

/// <summary>What became of a template.</summary>
/// <param name="Tag">Null when a value is missing.</param>
/// <param name="Notes">Every change that fitted a name to what a tag may be: <c>branch 'feature/x' became 'feature-x'</c>.</param>
/// <param name="Missing">The first field without a value; null when there is a tag.</param>
public sealed record TagRendering(ImageTag? Tag, ImmutableArray<string> Notes, TemplateField? Missing = null);
