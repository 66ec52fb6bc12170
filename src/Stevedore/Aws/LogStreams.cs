using Amazon.CloudWatchLogs;
using Stevedore.Aws.Permissions;

namespace Stevedore.Aws;

/// <summary>Reads log streams of CloudWatch, page by page.</summary>
/// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
internal sealed class LogStreams(IAwsClients aws, string? role, Permission needed) : IDisposable
{
    private readonly Dictionary<string, IAmazonCloudWatchLogs> clients = new(StringComparer.Ordinal);

    /// <summary>What follows an earlier page, or the beginning or the last lines of a stream; null where it is not there, or not yet.</summary>
    /// <exception cref="StevedoreException">It may not be read, or AWS does not answer.</exception>
    public async Task<LogPage?> Read(LogPlace place, LogPart part, CancellationToken cancellation)
    {
        try
        {
            var answer = await Client(place.Region)
                .GetLogEventsAsync(
                    new()
                    {
                        LogGroupName = place.Group,
                        LogStreamName = place.Stream,
                        Limit = part.Most,
                        NextToken = part.After,
                        StartFromHead = part.IsFromHead || part.After is not null,
                    },
                    cancellation
                );
            return new([.. (answer.Events ?? []).Select(line => line.Message ?? "")], answer.NextForwardToken);
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            var what = $"Cannot read the log {place.Group}";
            throw AwsFaults.IsDenied(cause) && cause.Message.Contains("KMS key", StringComparison.Ordinal)
                ? new StevedoreException(
                    what,
                    "it is encrypted with a key that the caller may not use",
                    $"Let the key's policy and the caller's allow it: {new PolicyStatement(["kms:Decrypt"], "*")}.",
                    cause
                )
                : AwsFaults.From(cause, what, needed.On(new(place.Region, null, place.Group)));
        }
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    // Several streams are read at once.
    private IAmazonCloudWatchLogs Client(string region)
    {
        lock (clients)
        {
            return clients.TryGetValue(region, out var known)
                ? known
                : clients[region] = aws.Create<AmazonCloudWatchLogsConfig, IAmazonCloudWatchLogs>(
                    region,
                    role,
                    (credentials, to) => new AmazonCloudWatchLogsClient(credentials, to)
                );
        }
    }
}

/// <summary>Where a log stream is.</summary>
internal sealed record LogPlace(string Region, string Group, string Stream);

/// <summary>Which part of a log stream is read.</summary>
/// <param name="Most">How many events at once; CloudWatch gives at most 10,000, and 1 MB.</param>
/// <param name="After">Where an earlier page ended; null for none.</param>
/// <param name="IsFromHead">Whether the first page is that of the beginning, and not that of the end.</param>
internal readonly record struct LogPart(int Most, string? After = null, bool IsFromHead = false);

/// <summary>A page of a log stream.</summary>
/// <param name="Messages">A message is a line, many lines, or a part of one.</param>
/// <param name="Next">Where it ends: at the end of the stream the token that was sent.</param>
internal sealed record LogPage(ImmutableArray<string> Messages, string? Next);
