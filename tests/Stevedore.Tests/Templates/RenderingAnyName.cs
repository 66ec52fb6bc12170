using FsCheck;
using FsCheck.Fluent;
using Stevedore.Images;
using Stevedore.Templates;
using Stevedore.Tests.Planning.Tags;
using Xunit;

namespace Stevedore.Tests.Templates;

public sealed class RenderingAnyName
{
    [Fact]
    public void NeverGivesAnInvalidTag() =>
        Prop.ForAll(Any<string>(), Any<string>(), (branch, prefix) => IsValidOrTooLong(branch ?? "", prefix ?? ""))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void KeepsValidNames() =>
        Prop.ForAll(
                Any<string>(),
                name => ImageTag.TryParse(name ?? "") is not { } tag || Render(tag.Value, "") is { Notes: [], Tag: { } same } && same == tag
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void SaysSoWheneverItChangesAName() =>
        Prop.ForAll(
                Any<string>(),
                name =>
                    string.IsNullOrEmpty(name)
                    || name.Length > ImageTag.MaximumLength
                    || Render(name, "") is var tag && (tag.Tag!.Value == name) == tag.Notes.IsEmpty
            )
            .QuickCheckThrowOnFailure();

    private static Arbitrary<T> Any<T>() => ArbMap.Default.ArbFor<T>();

    private static TagRendering Render(string branch, string prefix) => TagTemplate.Parse("{branch}").Render(new(Branch: branch), prefix);

    private static bool IsValidOrTooLong(string branch, string prefix)
    {
        try
        {
            return Render(branch, prefix) is { Tag: null, Missing: TemplateField.Branch } or { Tag: not null };
        }
        catch (StevedoreException error)
        {
            return error.Why.EndsWith("a tag may have 128", StringComparison.Ordinal);
        }
    }
}
