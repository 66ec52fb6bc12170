using System.Xml.Linq;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>A value of an answer. Names count without their namespace, which some servers leave out.</summary>
internal readonly struct Reader(XElement xml)
{
    public string Text() => xml.Value;

    public Reader? Find(string name) => Child(xml, name) is { } value ? new Reader(value) : null;

    public IEnumerable<Reader> Items() => Children(xml, "member").Select(item => new Reader(item));

    public IEnumerable<(string Key, Reader Value)> Entries() =>
        Children(xml, "entry").Select(entry => (Child(entry, "key")!.Value, new Reader(Child(entry, "value")!)));

    public static XElement? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault();

    private static IEnumerable<XElement> Children(XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);
}
