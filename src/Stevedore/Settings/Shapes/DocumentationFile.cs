using System.Reflection;
using System.Xml.Linq;

namespace Stevedore.Settings.Shapes;

/// <summary>The documentation comments of properties as plain text, from the file that the compiler writes beside an assembly.</summary>
/// <param name="text">The text of an assembly's file; null where it came without one.</param>
/// <remarks><see href="https://learn.microsoft.com/dotnet/csharp/language-reference/language-specification/documentation-comments"/></remarks>
internal sealed class DocumentationFile(Func<Assembly, string?> text)
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> members = [];

    /// <summary>Null where nothing is written.</summary>
    public string? Of(PropertyInfo property)
    {
        // What overrides another property is documented there.
        var type = property.GetMethod!.GetBaseDefinition().DeclaringType!;
        var known = members.TryGetValue(type.Assembly, out var read) ? read : members[type.Assembly] = Read(type.Assembly);
        var name = type.FullName!.Replace('+', '.');
        // A property of a positional record is documented as the type's parameter.
        var about =
            known.GetValueOrDefault($"P:{name}.{property.Name}")?.Element("summary")
            ?? known
                .GetValueOrDefault($"T:{name}")
                ?.Elements("param")
                .FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name);
        return about is null ? null : Plain(about);
    }

    private Dictionary<string, XElement> Read(Assembly assembly) =>
        text(assembly) is { } written
            ? XDocument.Parse(written).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
            : [];

    private static string Plain(XElement about) =>
        string.Join(' ', string.Concat(about.Nodes().Select(Word)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Settings name each other by property or parameter, and are read by their key.
    private static string Word(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "paramref" } name => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(
                name.Attribute("name")!.Value
            ),
            XElement element => element.Value,
            _ => "",
        };
}
