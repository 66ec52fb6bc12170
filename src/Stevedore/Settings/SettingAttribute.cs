using System.Reflection;

namespace Stevedore.Settings;

/// <summary>What a key of stevedore.json is beyond the type and the comment of its property: reader, schema and defaults derive from the three.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute : Attribute
{
    /// <summary>As stevedore.json writes it. Null: the property's name in camel case.</summary>
    public string? Name { get; init; }

    /// <summary>What its text must satisfy, or each text of a list or map: an <see cref="ISettingRule"/> with a constructor without parameters.</summary>
    public Type? Rule { get; init; }

    /// <summary>The same for the names that a map gives its values.</summary>
    public Type? KeyRule { get; init; }

    /// <summary>All values that there are. Null: any.</summary>
    public string[]? Choices { get; init; }

    /// <summary>Holds when nobody says otherwise: a text, a flag or an array of texts. Null: nothing, or what only other settings can tell.</summary>
    public object? Default { get; init; }

    /// <summary>Whether its object means nothing without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether a list without items is a fault.</summary>
    public bool NeedsItem { get; init; }

    /// <summary>What a property says; null for nothing.</summary>
    /// <remarks>Read as data, and in loops: to make attributes, and for queries over structs, .NET would compile code with every start.</remarks>
    internal static SettingAttribute? Of(PropertyInfo property)
    {
        foreach (var data in property.GetCustomAttributesData())
        {
            if (data.AttributeType == typeof(SettingAttribute))
            {
                return Of(data.NamedArguments);
            }
        }

        return null;
    }

    private static SettingAttribute Of(IList<CustomAttributeNamedArgument> said)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var index = 0; index < said.Count; index++)
        {
            values[said[index].MemberName] = Value(said[index].TypedValue.Value);
        }

        return new()
        {
            Name = (string?)values.GetValueOrDefault(nameof(Name)),
            Rule = (Type?)values.GetValueOrDefault(nameof(Rule)),
            KeyRule = (Type?)values.GetValueOrDefault(nameof(KeyRule)),
            Choices = (string[]?)values.GetValueOrDefault(nameof(Choices)),
            Default = values.GetValueOrDefault(nameof(Default)),
            IsRequired = values.GetValueOrDefault(nameof(IsRequired)) is true,
            NeedsItem = values.GetValueOrDefault(nameof(NeedsItem)) is true,
        };
    }

    private static object? Value(object? said)
    {
        if (said is not IList<CustomAttributeTypedArgument> items)
        {
            return said;
        }

        var texts = new string[items.Count];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = (string)items[index].Value!;
        }

        return texts;
    }
}
