using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stevedore.Credentials;

/// <summary>The text of a secret that is a JSON object. What is not changed keeps its every letter, however odd it is. Never in a message.</summary>
internal sealed class SecretObject
{
    // A secret holds 64 KiB at most.
    private const int AnyDepth = 100_000;

    private readonly byte[] utf8;
    private readonly ImmutableArray<Member> members;
    private readonly int end;

    private SecretObject(byte[] utf8, ImmutableArray<Member> members, int end)
    {
        this.utf8 = utf8;
        this.members = members;
        this.end = end;
    }

    /// <summary>The names of its keys, as they are written.</summary>
    public IEnumerable<string> Keys => members.Select(member => member.Name);

    /// <summary>Null when the text is no JSON object.</summary>
    public static SecretObject? Parse(Secret secret)
    {
        try
        {
            return Read(Encoding.UTF8.GetBytes(secret.Reveal().TrimStart('\uFEFF')));
        }
        catch (JsonException)
        {
            // Its message quotes the text.
            return null;
        }
    }

    /// <summary>Whether a text is made of keys or a list, or was meant to be: whoever replaces it as a whole loses several things.</summary>
    public static bool IsLike(Secret secret) => secret.Reveal().Trim().TrimStart('\uFEFF').TrimStart() is ['{', .., '}'] or ['[', .., ']'];

    /// <summary>The value of a key as it is written; null when the key is not there. Of several the last, as other programs read it.</summary>
    public string? Raw(string key) => members.LastOrDefault(member => member.Name == key) is { } found ? Text(found.From, found.To) : null;

    /// <summary>The text with a key, behind the others where it is new.</summary>
    public SecretObject With(string key, string value) =>
        WithRaw(JsonEncodedText.Encode(key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value, key, Quoted(value));

    /// <summary>The text with those keys of another one that it lacks.</summary>
    public SecretObject WithMissing(SecretObject other) =>
        other
            .members.Where(member => !Keys.Contains(member.Name))
            .Aggregate(this, (all, member) => all.WithRaw(member.RawName, member.Name, other.Text(member.From, member.To)));

    /// <summary>Whether it has the same value for each of these keys, and every key of the other.</summary>
    public bool Holds(SecretObject other, IEnumerable<string> keys) => keys.All(key => IsAs(other, key)) && other.Keys.All(Keys.Contains);

    /// <summary>Whether a key has the same value as in another one, or is in neither.</summary>
    public bool IsAs(SecretObject? other, string key) => SecretValue.Text(Raw(key)) == SecretValue.Text(other?.Raw(key));

    /// <inheritdoc/>
    public override string ToString() => Redactor.Mark;

    /// <summary>The whole text.</summary>
    public string Reveal() => Text(0, utf8.Length);

    private SecretObject WithRaw(string rawName, string name, string raw)
    {
        if (members.Any(member => member.Name == name))
        {
            // From the end, so that the places before it stay true.
            var bytes = members
                .Where(member => member.Name == name)
                .Reverse()
                .Aggregate(utf8, (text, member) => [.. text[..member.From], .. Encoding.UTF8.GetBytes(raw), .. text[member.To..]]);
            return Read(bytes)!;
        }

        var added = $"{(members.IsEmpty ? "" : ",")}\"{rawName}\":{raw}";
        var at = members.IsEmpty ? end : members[^1].To;
        return Read([.. utf8[..at], .. Encoding.UTF8.GetBytes(added), .. utf8[at..]])!;
    }

    private static SecretObject? Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = AnyDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var found = ImmutableArray.CreateBuilder<Member>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var raw = Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            found.Add(new(SecretValue.Text($"\"{raw}\"") ?? raw, raw, from, (int)reader.BytesConsumed));
        }

        var closing = (int)reader.TokenStartIndex;
        return reader.Read() ? null : new(json, found.ToImmutable(), closing);
    }

    private string Text(int from, int to) => Encoding.UTF8.GetString(utf8, from, to - from);

    private static string Quoted(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>A key, and where its value stands.</summary>
    private sealed record Member(string Name, string RawName, int From, int To);
}
