using System.Collections;
using System.Globalization;

namespace Stevedore.Stacks.Yaml;

/// <summary>A value of a template: as little of YAML as CloudFormation reads.</summary>
internal abstract class TemplateNode
{
    /// <summary>A short intrinsic function, such as <c>!Sub</c>; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>Where a person wrote it; 0 for what was made.</summary>
    public int Line { get; init; }

    public static implicit operator TemplateNode(string text) => new TemplateText(text);

    public static implicit operator TemplateNode(int number) =>
        new TemplateText(number.ToString(CultureInfo.InvariantCulture)) { IsPlain = true };

    public static implicit operator TemplateNode(bool flag) => new TemplateText(flag ? "true" : "false") { IsPlain = true };

    public static implicit operator TemplateNode(string[] texts) => new TemplateList(texts.Select(text => (TemplateNode)text));
}

/// <summary>A text, a number or a flag.</summary>
internal sealed class TemplateText(string value) : TemplateNode
{
    public string Value { get; } = value;

    /// <summary>Whether it is a number, a flag or null, as its letters say.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether it says that there is nothing.</summary>
    public bool IsNull => IsPlain && Value is ("" or "~" or "null" or "Null" or "NULL");
}

internal sealed class TemplateList(IEnumerable<TemplateNode> items) : TemplateNode
{
    public TemplateList(params TemplateNode[] items)
        : this((IEnumerable<TemplateNode>)items) { }

    public ImmutableArray<TemplateNode> Items { get; } = [.. items];
}

/// <summary>Keys in the order in which they are added.</summary>
internal sealed class TemplateMap : TemplateNode, IEnumerable<TemplateEntry>
{
    private readonly List<TemplateEntry> entries = [];

    public int Count => entries.Count;

    public TemplateNode? this[string key] => entries.Find(entry => entry.Key == key)?.Value;

    /// <summary>Adds what there is: null adds nothing.</summary>
    /// <param name="comment">Stands above the key, where a person would ask why.</param>
    public void Add(string key, TemplateNode? value, string? comment = null)
    {
        if (value is not null)
        {
            entries.Add(new(key, value, comment));
        }
    }

    /// <summary>Puts a value in the place of another, or behind all.</summary>
    public void Set(string key, TemplateNode value)
    {
        var index = entries.FindIndex(entry => entry.Key == key);
        if (index < 0)
        {
            entries.Add(new(key, value, null));
        }
        else
        {
            entries[index] = entries[index] with { Value = value };
        }
    }

    public bool Remove(string key) => entries.RemoveAll(entry => entry.Key == key) > 0;

    public IEnumerator<TemplateEntry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed record TemplateEntry(string Key, TemplateNode Value, string? Comment);
