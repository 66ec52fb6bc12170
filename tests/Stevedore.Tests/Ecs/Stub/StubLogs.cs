using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>The log streams.</summary>
internal sealed class StubLogs(EcsStub stub)
{
    private readonly List<(string Group, string Stream, long Time, string Message)> lines = [];
    private readonly HashSet<string> repeated = [];

    /// <summary>How many empty pages stand before each page that has events.</summary>
    public int EmptyPages { get; set; }

    /// <summary>Whether a page that has events ends, when it is first asked for, where it begins.</summary>
    public bool RepeatsTokens { get; set; }

    /// <summary>The most events of a page, whatever is asked for.</summary>
    public int MostEvents { get; set; } = 10_000;

    /// <summary>Forgets every position that was told.</summary>
    public bool HasForgottenPositions { get; set; }

    public void Write(StubTask task, string container, string message)
    {
        if (task.LogOf(container) is var (group, stream))
        {
            Write(group, stream, message);
        }
    }

    public void Write(string group, string stream, string message) =>
        lines.Add((group, stream, stub.Now.ToUnixTimeMilliseconds(), message));

    /// <summary>The end of a stream gives the token back that was sent.</summary>
    public JsonObject Get(JsonObject input)
    {
        var group = GroupOf(input);
        var stream = input.Text("logStreamName");
        var all = lines.Where(line => line.Group == group && line.Stream == stream).Where(line => IsWithin(line.Time, input)).ToArray();
        if (!lines.Exists(line => line.Group == group && line.Stream == stream))
        {
            throw new StubException("ResourceNotFoundException", "The specified log stream does not exist.");
        }

        var limit = Math.Min((int?)input["limit"] ?? 10_000, MostEvents);
        var isForward = (bool?)input["startFromHead"] == true || input["nextToken"] is not null;
        var token = input.Text("nextToken");
        if (token is not null && HasForgottenPositions)
        {
            HasForgottenPositions = false;
            throw new StubException("InvalidParameterException", "The specified nextToken is invalid.");
        }

        // f/<position> or, behind so many empty pages, f/<position>/<number>.
        var parts = token?.Split('/') ?? [];
        var start =
            parts.Length > 1 ? int.Parse(parts[1])
            : isForward ? 0
            : Math.Max(0, all.Length - limit);
        var empty = parts.Length > 2 ? int.Parse(parts[2]) : 0;
        if (isForward && empty < EmptyPages && start < all.Length)
        {
            return Page([], $"f/{start}/{empty + 1}", start);
        }

        var page = all.Skip(start).Take(limit).ToArray();
        var isRepeated = RepeatsTokens && token is not null && page.Length > 0 && repeated.Add(token);
        return Page(page, isRepeated || (token is not null && page.Length == 0) ? token! : $"f/{start + page.Length}", start);
    }

    private static JsonObject Page(IEnumerable<(string Group, string Stream, long Time, string Message)> events, string next, int start) =>
        new()
        {
            ["events"] = events.Select(line => (JsonNode)Event(line.Time, line.Message)).AsJson(),
            ["nextForwardToken"] = next,
            ["nextBackwardToken"] = $"b/{start}",
        };

    public JsonObject Filter(JsonObject input)
    {
        var group = GroupOf(input);
        if (!lines.Exists(line => line.Group == group))
        {
            throw new StubException("ResourceNotFoundException", "The specified log group does not exist.");
        }

        var streams = input.Texts("logStreamNames");
        var found = lines
            .Select((line, number) => (Line: line, Number: number))
            .Where(one => one.Line.Group == group && IsWithin(one.Line.Time, input))
            .Where(one => streams.Length == 0 || streams.Contains(one.Line.Stream))
            .Where(one => one.Line.Stream.StartsWith(input.Text("logStreamNamePrefix") ?? "", StringComparison.Ordinal))
            .Where(one => one.Line.Message.Contains((input.Text("filterPattern") ?? "").Trim('"'), StringComparison.Ordinal))
            .ToArray();
        var start = input.Text("nextToken") is { } token ? int.Parse(token[2..]) : 0;
        var limit = (int?)input["limit"] ?? 10000;
        return new JsonObject
        {
            ["events"] = found
                .Skip(start)
                .Take(limit)
                .Select(one =>
                    (JsonNode)
                        Event(one.Line.Time, one.Line.Message).With("logStreamName", one.Line.Stream).With("eventId", $"{one.Number:d56}")
                )
                .AsJson(),
        }.With("nextToken", start + limit < found.Length ? $"n/{start + limit}" : null);
    }

    private static string GroupOf(JsonObject input) =>
        input.Text("logGroupName")
        ?? input.Text("logGroupIdentifier")
        ?? throw new StubException("InvalidParameterException", "Either logGroupName or logGroupIdentifier must be given.");

    private static bool IsWithin(long time, JsonObject input) =>
        time >= ((long?)input["startTime"] ?? 0) && time < ((long?)input["endTime"] ?? long.MaxValue);

    private static JsonObject Event(long time, string message) =>
        new()
        {
            ["timestamp"] = time,
            ["message"] = message,
            ["ingestionTime"] = time,
        };
}
