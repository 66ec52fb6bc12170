namespace Stevedore.Tests.Compat.Aws;

internal sealed record StubAnswer(int Status, string Body)
{
    public Dictionary<string, string> Headers { get; init; } = new() { ["x-amzn-RequestId"] = "request-1" };

    public TimeSpan Delay { get; init; }

    public static StubAnswer Ok(string body = "{}") => new(200, body);

    public static StubAnswer Error(string code, string message = "because", int status = 400) =>
        new(status, $$"""{"__type":"{{code}}","message":"{{message}}"}""");
}
