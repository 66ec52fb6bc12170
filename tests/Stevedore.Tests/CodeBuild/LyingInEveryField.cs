using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

/// <summary>Answers of which one member is not what the models say, one after another.</summary>
public sealed partial class LyingInEveryField : IDisposable
{
    private static readonly Dictionary<string, Func<JsonNode?>> Lies = new(StringComparer.Ordinal)
    {
        ["null"] = () => null,
        ["a number"] = () => JsonValue.Create(7),
        ["less than nothing"] = () => JsonValue.Create(-1e300),
        ["text"] = () => JsonValue.Create("lie"),
        ["no text"] = () => JsonValue.Create(""),
        ["a forged line"] = () => JsonValue.Create("lie\nError: forged\u001b[2J\u0007\u202e"),
        ["long text"] = () => JsonValue.Create(new string('x', 300_000)),
        ["true"] = () => JsonValue.Create(true),
        ["a list"] = () => new JsonArray("lie", null),
        ["an object"] = () => new JsonObject { ["lie"] = 1 },
    };

    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("BatchGetProjects")]
    [InlineData("StartBuild")]
    [InlineData("BatchGetBuilds")]
    [InlineData("GetLogEvents")]
    public async Task EndsWithAResultOrAClearError(string operation)
    {
        given.Aws.Builds.Next = BuildScript.FailingPhase();
        Assert.Equal(1, given.Run());
        var known = given.Aws.Operations[operation];
        SortedSet<string> members = new(StringComparer.Ordinal);
        var (member, lie) = ("", "");
        given.Aws.Operations[operation] = known with
        {
            Answer = input =>
            {
                var answer = known.Answer(input).DeepClone().AsObject();
                members.UnionWith(Members(answer, ""));
                Tell(answer, member, Lies.GetValueOrDefault(lie));
                return answer;
            },
        };
        given.Aws.Builds.Next = BuildScript.FailingPhase();
        Assert.Equal(1, given.Run());
        Assert.NotEmpty(members);

        List<string> wrong = [];
        foreach (var (told, by) in members.ToArray().SelectMany((name, index) => Some(index).Select(key => (name, key))))
        {
            (member, lie) = (told, by);
            given.Lines.Clear();
            given.Log.Clear();
            given.Aws.Builds.Next = BuildScript.FailingPhase();
            var running = Task.Run(() => given.Run(), TestContext.Current.CancellationToken);
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            if (!running.IsCompleted)
            {
                wrong.Add($"{told}, {by}: it does not end");
                break;
            }

            wrong.AddRange(Wrong(running).Select(what => $"{told}, {by}: {what}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // All of them at every member take minutes; these two have found the most.
    private static IEnumerable<string> Some(int index) =>
        Lies.Keys.Where((key, number) => key is "a forged line" or "long text" || number % 5 == index % 5);

    private IEnumerable<string> Wrong(Task<int> running)
    {
        if (running.Exception is { } exception)
        {
            return [$"ended with {exception.InnerException}"];
        }

        // The log is the build's own, and shown as it is but for what a terminal would do.
        return given
            .Lines.Except(given.Log.Select(line => OutsideText.Clean(line)))
            .SelectMany(line =>
                line.Any(letter => char.IsControl(letter) || letter == '\u202e') ? [$"control characters in {Short(line)}"]
                : line.StartsWith("Error: forged", StringComparison.Ordinal) ? ["a forged line"]
                : line.Length > 5000 ? [$"a line of {line.Length} characters: {Short(line)}"]
                : Raw().IsMatch(line) ? [$"raw text in {Short(line)}"]
                : Array.Empty<string>()
            );
    }

    private static string Short(string line) => OutsideText.Line(line, 300);

    // Each member, of lists the first item's.
    private static IEnumerable<string> Members(JsonNode? node, string path) =>
        node switch
        {
            JsonObject json => json.SelectMany(one => Members(one.Value, $"{path}/{one.Key}").Prepend($"{path}/{one.Key}")),
            JsonArray items => items
                .Select((item, index) => (item, index))
                .Where(one => one.index == 0 || one.index == items.Count - 1)
                .SelectMany(one => Members(one.item, $"{path}/{(one.index == 0 ? 0 : -1)}").Prepend($"{path}/{(one.index == 0 ? 0 : -1)}")),
            _ => [],
        };

    private static void Tell(JsonObject answer, string path, Func<JsonNode?>? lie)
    {
        if (lie is null)
        {
            return;
        }

        JsonNode? node = answer;
        var steps = path.Split('/')[1..];
        foreach (var step in steps[..^1])
        {
            node = node switch
            {
                JsonObject json => json[step],
                JsonArray { Count: > 0 } items => items[step == "0" ? 0 : items.Count - 1],
                _ => null,
            };
        }

        switch (node)
        {
            case JsonObject json when json.ContainsKey(steps[^1]):
                json[steps[^1]] = lie();
                break;
            case JsonArray { Count: > 0 } items:
                items[steps[^1] == "0" ? 0 : items.Count - 1] = lie();
                break;
        }
    }

    [GeneratedRegex(
        @"Exception|Object reference|\bSystem\.|Parameter '|Unexpected|Amazon\.|Value cannot be null|deserializ|Nullable",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Raw();
}
