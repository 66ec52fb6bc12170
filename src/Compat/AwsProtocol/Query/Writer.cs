using System.Globalization;
using Amazon.Runtime.Internal;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>A place in a request that takes a value or, within a shape, members: a path of names and numbers.</summary>
internal readonly struct Writer(IRequest request, string path)
{
    public Writer Member(string name) => new(request, path.Length == 0 ? name : $"{path}.{name}");

    public void Text(string value) => request.Parameters[path] = value;

    public void Flag(bool value) => Text(value ? "true" : "false");

    public void Number(long value) => Text(value.ToString(CultureInfo.InvariantCulture));

    public void Real(double value) => Text(value.ToString(CultureInfo.InvariantCulture));

    public void Time(DateTime value, TimeFormat format) => Text(Times.Text(value, format));

    public void Shape(IShape value) => value.Write(this);

    public void List<T>(List<T> values, Action<Writer, T> element)
    {
        for (var index = 0; index < values.Count; index++)
        {
            element(Member("member").Member(Place(index)), values[index]);
        }

        Empty(values.Count);
    }

    public void Map<T>(Dictionary<string, T> values, Action<Writer, T> element)
    {
        foreach (var (index, (key, value)) in values.Index())
        {
            var entry = Member("entry").Member(Place(index));
            entry.Member("key").Text(key);
            element(entry.Member("value"), value);
        }

        Empty(values.Count);
    }

    private static string Place(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    // An empty collection is its name alone.
    private void Empty(int count)
    {
        if (count == 0)
        {
            Text("");
        }
    }
}
