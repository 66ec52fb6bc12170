using System.Globalization;
using System.Reflection;
using System.Text;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>Every key of stevedore.json as a page of Markdown, from the properties that bind them.</summary>
internal static class SettingsReference
{
    /// <summary>The whole page.</summary>
    /// <param name="kinds">The kinds of registry that it describes.</param>
    /// <param name="documentation">The documentation file of an assembly, whose comments say what the keys mean; null for none.</param>
    public static string Text(KnownKinds kinds, Func<Assembly, string?> documentation)
    {
        DocumentationFile comments = new(documentation);
        StringBuilder page = new();
        _ = page.Append("# Settings\n\nEvery key of `stevedore.json`. A key that is left out, or null, is not said: the default holds.\n");
        Section(page, "At the top", SettingsShapes.Whole.Keys, comments);
        foreach (var kind in kinds.All)
        {
            Section(page, $"`registries.<name>` of type `{kind.Type}`", kind.Shape.Keys, comments);
        }

        foreach (var form in CredentialForm.All)
        {
            var path = form.IsNested ? $"`credentials.{form.Key}`" : $"`credentials` with `{form.Key}`";
            Section(page, path, form.Shape.Keys, comments);
        }

        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, ImmutableArray<ShapeKey> keys, DocumentationFile comments)
    {
        _ = page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| key | value | meaning |\n|---|---|---|\n");
        foreach (var (path, key) in keys.SelectMany(key => Below("", key)))
        {
            var about = key.Property is null ? null : comments.Of(key.Property);
            _ = page.Append(
                CultureInfo.InvariantCulture,
                $"| `{path}` | {Value(key)} | {about?.Replace("|", "\\|", StringComparison.Ordinal)} |\n"
            );
        }
    }

    private static IEnumerable<(string Path, ShapeKey Key)> Below(string above, ShapeKey key)
    {
        var path = above + key.Name;
        var (shape, inner) = key.Shape switch
        {
            { Kind: ShapeKind.Map, Element: { } value } => (value, $"{path}.<name>."),
            { Kind: ShapeKind.List, Element: { } item } => (item, $"{path}[]."),
            var one => (one, $"{path}."),
        };
        // A section of an environment repeats the whole file.
        return shape.Kind is ShapeKind.Keys or ShapeKind.TextOrKeys or ShapeKind.FlagOrKeys && shape.Type != typeof(StevedoreSettings)
            ? shape.Keys.SelectMany(child => Below(inner, child)).Prepend((path, key))
            : [(path, key)];
    }

    private static string Value(ShapeKey key) =>
        key.Rule is { Choices.IsEmpty: false } rule ? string.Join(", ", rule.Choices.Select(choice => $"`{choice}`")) : Kind(key.Shape);

    private static string Kind(Shape shape) =>
        shape.Kind switch
        {
            ShapeKind.Text => "text",
            ShapeKind.Flag => "true or false",
            ShapeKind.Number => "number",
            ShapeKind.List => $"list of {Kind(shape.Element!)}",
            ShapeKind.Map => $"{Kind(shape.Element!)} by name",
            ShapeKind.TextOrKeys => "text, or an object",
            ShapeKind.FlagOrKeys => "true or false, or an object",
            ShapeKind.Credentials => "`docker-config`, or an object",
            _ => "object",
        };
}
