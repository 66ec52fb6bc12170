using System.Diagnostics;
using Stevedore.Planning.Tags;
using Stevedore.Source;

namespace Stevedore.Templates;

/// <summary>Why a field has no value, and how to give it one.</summary>
internal static class MissingValue
{
    public static string Why(TemplateField field, TagValues values) =>
        field switch
        {
            _ when Refusal(field, values) is { } refusal => $"git cannot be read: {refusal.Why}",
            TemplateField.Sha => "no commit is known",
            TemplateField.Branch => "no branch is known (a detached HEAD has none)",
            TemplateField.Tag => "no git tag is being built",
            TemplateField.Version when values.GitTags is [var tag] => $"git tag '{tag}' is no semantic version",
            TemplateField.Version when !values.GitTags.IsEmpty =>
                $"none of the git tags '{string.Join("', '", values.GitTags)}' is a semantic version",
            TemplateField.Version => "no git tag is being built",
            TemplateField.Build => "there is no CI build that has a number",
            TemplateField.Date => "the commit's date is not known",
            TemplateField.Base => "the base image's digest is not known",
            _ => throw new UnreachableException(),
        };

    public static StevedoreException Fault(string what, TemplateField field, TagValues values) =>
        new(what, Why(field, values), Refusal(field, values) is { } refusal ? $"{refusal.Remedy}. {Fix(field)}" : Fix(field));

    // What git would have said, where nothing else says it.
    private static GitRefusal? Refusal(TemplateField field, TagValues values) =>
        field switch
        {
            TemplateField.Branch or TemplateField.Date => values.GitRefusal,
            TemplateField.Tag or TemplateField.Version when values.GitTags.IsEmpty => values.GitRefusal,
            _ => null,
        };

    private static string Fix(TemplateField field) =>
        field switch
        {
            TemplateField.Sha => NoCommit.Fix,
            TemplateField.Branch => "Pass it with --branch=<name>.",
            TemplateField.Tag => "Check out a tagged commit (a shallow clone may lack the tags: `git fetch --tags`), or pass --tag=<name>.",
            TemplateField.Version =>
                "Check out a commit with a tag such as v1.4.2 (a shallow clone may lack the tags: `git fetch --tags`), or pass --tag=<name>.",
            TemplateField.Build => "Set CODEBUILD_BUILD_NUMBER, or use another template.",
            TemplateField.Date => "Set SOURCE_DATE_EPOCH to the seconds since 1970, or use another template.",
            TemplateField.Base => "Build the image FROM another image, or use another template.",
            _ => throw new UnreachableException(),
        };
}
