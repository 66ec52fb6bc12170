using System.Globalization;
using Amazon;
using Amazon.Runtime;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>Reads one member of a shape; null when it is absent or null. Every value can be read from its text.</summary>
internal static class Reading
{
    // JSON has one kind of numbers: 2.0 is 2.
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static string? Text(this Reader from, string name) => from.Find(name)?.Text();

    public static bool? Flag(this Reader from, string name) => from.Text(name) is { } text ? bool.Parse(text) : null;

    public static int? Int(this Reader from, string name) =>
        from.Text(name) is { } text ? int.Parse(text, Whole, CultureInfo.InvariantCulture) : null;

    public static long? Long(this Reader from, string name) =>
        from.Text(name) is { } text ? long.Parse(text, Whole, CultureInfo.InvariantCulture) : null;

    public static float? Float(this Reader from, string name) =>
        from.Text(name) is { } text ? float.Parse(text, CultureInfo.InvariantCulture) : null;

    public static double? Double(this Reader from, string name) =>
        from.Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    public static MemoryStream? Bytes(this Reader from, string name) =>
        from.Text(name) is { } text ? new MemoryStream(Convert.FromBase64String(text)) : null;

    public static DateTime? Time(this Reader from, string name) => from.Text(name) is { } text ? Times.Parse(text) : null;

    public static T? Constant<T>(this Reader from, string name, Func<string, T> find)
        where T : ConstantClass => from.Text(name) is { } text ? find(text) : null;

    public static T? Shape<T>(this Reader from, string name, Func<Reader, T> read)
        where T : class => from.Find(name) is { } value ? read(value) : null;

    public static List<T>? List<T>(this Reader from, string name, Func<Reader, T> read) =>
        from.Find(name) is { } values ? List(values, read) : Unset<List<T>>();

    public static Dictionary<string, T>? Map<T>(this Reader from, string name, Func<Reader, T> read) =>
        from.Find(name) is { } values ? Map(values, read) : Unset<Dictionary<string, T>>();

    public static List<T> List<T>(Reader values, Func<Reader, T> read) => [.. values.Items().Select(read)];

    public static Dictionary<string, T> Map<T>(Reader values, Func<Reader, T> read) =>
        values.Entries().ToDictionary(entry => entry.Key, entry => read(entry.Value));

    public static string Text(Reader value) => value.Text();

    public static bool Flag(Reader value) => bool.Parse(value.Text());

    public static int Int(Reader value) => int.Parse(value.Text(), Whole, CultureInfo.InvariantCulture);

    public static long Long(Reader value) => long.Parse(value.Text(), Whole, CultureInfo.InvariantCulture);

    public static float Float(Reader value) => float.Parse(value.Text(), CultureInfo.InvariantCulture);

    public static double Double(Reader value) => double.Parse(value.Text(), CultureInfo.InvariantCulture);

    public static DateTime Time(Reader value) => Times.Parse(value.Text());

    public static MemoryStream Bytes(Reader value) => new(Convert.FromBase64String(value.Text()));

    private static T? Unset<T>()
        where T : class, new() => AWSConfigs.InitializeCollections ? new() : null;
}
