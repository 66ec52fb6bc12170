using System.Text.Json;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>A place in a request that takes a value or, within a shape, members.</summary>
internal readonly struct Writer(Utf8JsonWriter json)
{
    public Writer Member(string name)
    {
        json.WritePropertyName(name);
        return this;
    }

    public void Text(string value) => json.WriteStringValue(value);

    public void Flag(bool value) => json.WriteBooleanValue(value);

    public void Number(long value) => json.WriteNumberValue(value);

    public void Real(double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(
                double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity"
            );
        }
    }

    public void Time(DateTime value, TimeFormat format)
    {
        if (format == TimeFormat.UnixTimestamp)
        {
            json.WriteNumberValue(Times.Seconds(value));
        }
        else
        {
            json.WriteStringValue(Times.Text(value, format));
        }
    }

    public void Shape(IShape value)
    {
        json.WriteStartObject();
        value.Write(this);
        json.WriteEndObject();
    }

    public void List<T>(List<T> values, Action<Writer, T> element)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            element(this, value);
        }

        json.WriteEndArray();
    }

    public void Map<T>(Dictionary<string, T> values, Action<Writer, T> element)
    {
        json.WriteStartObject();
        foreach (var (key, value) in values)
        {
            element(Member(key), value);
        }

        json.WriteEndObject();
    }
}
