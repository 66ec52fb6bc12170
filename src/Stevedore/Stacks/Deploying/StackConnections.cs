using Amazon.CodeConnections;
using Amazon.CodeConnections.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.CodeBuild.Following;

namespace Stevedore.Stacks.Deploying;

/// <summary>The connections to the source that parameters name: found by their name, of the account, and handshaken.</summary>
internal sealed class StackConnections(StackRun run)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>The ARN of a connection.</summary>
    /// <param name="said">Its name or ARN.</param>
    /// <exception cref="StevedoreException">There is none, or it is of another account.</exception>
    public async Task<string> Find(StackTarget target, string said, string? account)
    {
        var what = $"Cannot deploy {target}";
        if (said.StartsWith("arn:", StringComparison.Ordinal))
        {
            return said.Split(':') is [_, _, _, _, var owner, ..] && account is not null && owner != account
                ? throw new StevedoreException(
                    what,
                    $"the connection {said} is of account {owner}, and the stack of {account}",
                    $"Name one of account {account} in pipelines.{target.Pipeline}.source.connection: `aws codeconnections list-connections --region {target.Region}` shows them."
                )
                : said;
        }

        using var client = Client(target, target.Region);
        var all = await AwsPages.All(async next =>
        {
            var page = await Ask(
                target,
                "Cannot look for the connection",
                "codeconnections:ListConnections",
                token => client.ListConnectionsAsync(new() { NextToken = next }, token)
            );
            return (page.Connections, page.NextToken);
        });

        string[] names = [.. all.Select(connection => connection.ConnectionName).OfType<string>()];
        return all.Where(connection => connection.ConnectionName == said).Select(connection => connection.ConnectionArn).ToArray() switch
        {
            [{ } only] => only,
            [] => throw new StevedoreException(
                what,
                $"there is no connection '{OutsideText.Line(said, 80)}' in {target.Region}{(account is null ? "" : $" of account {account}")}",
                (names.Length > 0 ? $"{new Complaint("", Nearest.Hint(said, names)).Sentence} " : "")
                    + $"`aws codeconnections create-connection --provider-type GitHub --connection-name {said} --region {target.Region}` makes one; its handshake is done in the console."
            ),
            _ => throw new StevedoreException(
                what,
                $"several connections are called '{OutsideText.Line(said, 80)}'",
                $"Write the ARN of the one that is meant into pipelines.{target.Pipeline}.source.connection."
            ),
        };
    }

    /// <summary>Whether nobody has done its handshake yet.</summary>
    public async Task<bool> IsPending(StackTarget target, string arn) => await Status(target, arn) == "PENDING";

    /// <summary>Waits until somebody has done the handshake of a connection.</summary>
    /// <exception cref="StevedoreException">It cannot be used, or nobody came.</exception>
    public async Task Await(StackTarget target, string arn)
    {
        var until = run.Clock.GetUtcNow() + Longest;
        var isTold = false;
        while (true)
        {
            switch (await Status(target, arn))
            {
                case "PENDING":
                    if (run.Clock.GetUtcNow() >= until)
                    {
                        throw new StevedoreException(
                            $"Cannot deploy {target}",
                            $"the connection {arn} is still pending",
                            $"Do its handshake at {Console(arn)}, and run again."
                        );
                    }

                    if (!isTold)
                    {
                        run.Tell(Handshake(arn));
                        isTold = true;
                    }

                    await Task.Delay(Interval, run.Clock, run.Cancellation);
                    break;
                case "ERROR":
                    throw new StevedoreException(
                        $"Cannot deploy {target}",
                        $"the connection {arn} is in error: the provider takes it no longer",
                        $"Delete it and make another, or mend it at {Console(arn)}."
                    );
                default:
                    if (isTold)
                    {
                        run.Tell("  It is available.");
                    }

                    return;
            }
        }
    }

    /// <summary>What a person has to do with one that is pending.</summary>
    public static ImmutableArray<string> Handshake(string arn) =>
        [
            $"The connection {arn} is pending: AWS made it, and nobody has let it in at the provider yet.",
            $"  1. Open {Console(arn)}",
            "  2. Choose the connection, then 'Update pending connection'.",
            "  3. Sign in at the provider, install or choose the app, and connect.",
            "  Waiting for that. Ctrl-C ends the waiting; nothing was changed.",
        ];

    // arn:aws:codeconnections:<region>:<account>:connection/<id>
    private static string Console(string arn)
    {
        var parts = arn.Split(':');
        var host = parts.ElementAtOrDefault(1) switch
        {
            "aws-cn" => "console.amazonaws.cn",
            "aws-us-gov" => "console.amazonaws-us-gov.com",
            _ => "console.aws.amazon.com",
        };
        var region = parts.ElementAtOrDefault(3) ?? "";
        return $"https://{region}.{host}/codesuite/settings/connections?region={region}";
    }

    private async Task<string?> Status(StackTarget target, string arn)
    {
        using var client = Client(target, arn.Split(':').ElementAtOrDefault(3) is { Length: > 0 } region ? region : target.Region);
        try
        {
            var answer = await Ask(
                target,
                $"Cannot look up the connection {arn}",
                "codeconnections:GetConnection",
                token => client.GetConnectionAsync(new() { ConnectionArn = arn }, token)
            );
            return answer.Connection?.ConnectionStatus?.Value;
        }
        catch (StevedoreException fault) when (fault.InnerException is ResourceNotFoundException)
        {
            throw new StevedoreException(
                $"Cannot deploy {target}",
                $"there is no connection {arn}",
                $"Correct pipelines.{target.Pipeline}.source.connection: `aws codeconnections list-connections --region {target.Region}` shows those that there are.",
                fault.InnerException
            );
        }
    }

    private Task<T> Ask<T>(StackTarget target, string what, string action, Func<CancellationToken, Task<T>> call) =>
        new Patience(run.Clock, TimeSpan.FromMinutes(2), "It is asked again.", run.Warn).Ask(
            async token =>
            {
                try
                {
                    return await call(token);
                }
                catch (Exception cause) when (AwsFaults.IsFromAws(cause))
                {
                    throw AwsFaults.From(cause, what, CloudFormationPermissions.Connections.On(new(target.Region)).For(action));
                }
            },
            run.Cancellation
        );

    private IAmazonCodeConnections Client(StackTarget target, string region) =>
        run.Aws.Create<AmazonCodeConnectionsConfig, IAmazonCodeConnections>(
            region,
            target.Role,
            (credentials, to) => new AmazonCodeConnectionsClient(credentials, to)
        );
}
