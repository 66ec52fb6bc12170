using System.Reflection;

namespace Stevedore.Settings;

/// <summary>What a key of stevedore.json is beyond the type and the comment of its property: reader, schema and defaults derive from the three.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute : Attribute
{
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
    /// <remarks>Read as data: to make the attribute, .NET would compile a stub for each of its properties, with every start.</remarks>
    internal static SettingAttribute? Of(PropertyInfo property)
    {
        if (property.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == typeof(SettingAttribute)) is not { } data)
        {
            return null;
        }

        var said = data.NamedArguments;
        return new()
        {
            Rule = (Type?)Said(nameof(Rule)),
            KeyRule = (Type?)Said(nameof(KeyRule)),
            Choices = Texts(Said(nameof(Choices))),
            Default = Said(nameof(Default)) is var value && Texts(value) is { } texts ? texts : value,
            IsRequired = Said(nameof(IsRequired)) is true,
            NeedsItem = Said(nameof(NeedsItem)) is true,
        };

        object? Said(string name) => said.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;
    }

    private static string[]? Texts(object? value) =>
        value is IReadOnlyCollection<CustomAttributeTypedArgument> items ? [.. items.Select(item => (string)item.Value!)] : null;
}
