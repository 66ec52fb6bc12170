using Amazon;
using Amazon.Runtime;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>Writes one member of a shape; a member that is not set is left out, as the services tell absent from null.</summary>
internal static class Writing
{
    public static void Text(this Writer to, string name, string? value)
    {
        if (value is not null)
        {
            to.Member(name).Text(value);
        }
    }

    public static void Text(this Writer to, string name, ConstantClass? value) => to.Text(name, value?.Value);

    public static void Flag(this Writer to, string name, bool? value)
    {
        if (value is { } set)
        {
            to.Member(name).Flag(set);
        }
    }

    public static void Number(this Writer to, string name, long? value)
    {
        if (value is { } set)
        {
            to.Member(name).Number(set);
        }
    }

    public static void Real(this Writer to, string name, double? value)
    {
        if (value is { } set)
        {
            to.Member(name).Real(set);
        }
    }

    public static void Time(this Writer to, string name, DateTime? value, TimeFormat format)
    {
        if (value is { } set)
        {
            to.Member(name).Time(set, format);
        }
    }

    public static void Bytes(this Writer to, string name, MemoryStream? value)
    {
        if (value is not null)
        {
            to.Member(name).Text(Convert.ToBase64String(value.ToArray()));
        }
    }

    public static void Bytes(this Writer to, MemoryStream value) => to.Text(Convert.ToBase64String(value.ToArray()));

    public static void Shape(this Writer to, string name, IShape? value)
    {
        if (value is not null)
        {
            to.Member(name).Shape(value);
        }
    }

    public static void List<T>(this Writer to, string name, List<T>? values, Action<Writer, T> element)
    {
        if (IsSet(values))
        {
            to.Member(name).List(values!, element);
        }
    }

    public static void Map<T>(this Writer to, string name, Dictionary<string, T>? values, Action<Writer, T> element)
    {
        if (IsSet(values))
        {
            to.Member(name).Map(values!, element);
        }
    }

    // An empty collection counts as set only where collections do not start out as empty.
    private static bool IsSet(System.Collections.ICollection? values) =>
        values is not null && (values.Count > 0 || !AWSConfigs.InitializeCollections);
}
