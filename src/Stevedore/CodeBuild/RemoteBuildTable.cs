using System.Text.Json;
using Amazon;
using Amazon.CodeBuild.Model;
using Stevedore.CodeBuild.Following;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild;

/// <summary>What is said of a build at its end.</summary>
internal static class RemoteBuildTable
{
    /// <summary>The phases in a table, and where everything is.</summary>
    public static IEnumerable<string> Render(RemoteBuildResult result)
    {
        if (result.GoesOn)
        {
            return [.. Links(result), $"It goes on: CodeBuildRun --follow={result.Id} follows it."];
        }

        if (!result.Builds.IsEmpty)
        {
            var builds = result.Builds.Select(build =>
                (IReadOnlyList<string>)[build.Name, build.Status is { } status ? BuildWords.Status(status) : "not begun", build.Id ?? ""]
            );
            return ["", .. TextTable.Render([(string[])["BUILD", "STATUS", "ID"], .. builds]), "", .. Links(result)];
        }

        var rows = result.Phases.Select(phase =>
            (IReadOnlyList<string>)
                [
                    phase.Name,
                    phase.Status is { } status ? BuildWords.Status(status) : "goes on",
                    phase.Time is { } time ? BuildWords.Time(time) : "",
                ]
        );
        return
        [
            "",
            .. TextTable.Render([(string[])["PHASE", "STATUS", "TIME"], .. rows]),
            "",
            .. result.LastLines.IsEmpty || result.IsDone ? [] : result.LastLines.Select(line => $"  {line}").Prepend("Its last lines:"),
            .. Links(result),
        ];
    }

    private static IEnumerable<string> Links(RemoteBuildResult result)
    {
        if (result.Artifacts is { } artifacts)
        {
            yield return $"Artifacts: {artifacts}";
        }

        // The error of a build that went well is that one.
        if (result is { IsDone: false, ArtifactsFault: { } missing })
        {
            yield return $"{missing.What}: {missing.Why}. {missing.Fix}";
        }

        if (result.Log is { } log)
        {
            yield return $"Log: {log}";
        }

        if (result.Page is { } page)
        {
            yield return $"Build: {page}";
        }
    }
}

/// <summary>The result for programs.</summary>
internal static class RemoteBuildJson
{
    public static byte[] Render(RemoteBuildResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteString("id", result.Id);
            json.WriteString("status", result.Status);
            if (result.Number is { } number)
            {
                json.WriteNumber("number", number);
            }

            json.WriteString("commit", result.Commit);
            json.WriteStartArray("phases");
            foreach (var phase in result.Phases)
            {
                json.WriteStartObject();
                json.WriteString("name", phase.Name);
                json.WriteString("status", phase.Status);
                if (phase.Time is { } time)
                {
                    json.WriteNumber("seconds", (long)time.TotalSeconds);
                }

                json.WriteString("why", phase.Why);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (!result.Builds.IsEmpty)
            {
                json.WriteStartArray("builds");
                foreach (var build in result.Builds)
                {
                    json.WriteStartObject();
                    json.WriteString("name", build.Name);
                    json.WriteString("id", build.Id);
                    json.WriteString("status", build.Status);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteString("artifacts", result.Artifacts);
            json.WriteString("log", result.Log);
            json.WriteString("page", result.Page);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

/// <summary>The result of what CodeBuild says of a build. Pure.</summary>
internal static class RemoteBuildResults
{
    public static RemoteBuildResult Of(Build build, ImmutableArray<string> lastLines) =>
        new(OutsideText.Line(build.Id), BuildEnd.Status(build.BuildComplete, build.BuildStatus?.Value))
        {
            Number = build.BuildNumber,
            Commit = build.ResolvedSourceVersion is { Length: > 0 } commit ? OutsideText.Line(commit, 80) : null,
            Phases = [.. BuildPhases.Of(build)],
            LastLines = lastLines,
            Artifacts = build.Artifacts?.Location is { Length: > 0 } location ? OutsideText.Line(location) : null,
            Log = build.Logs is { DeepLink: { Length: > 0 } link, StreamName: { Length: > 0 } } ? OutsideText.Line(link, 600) : null,
            Page = Page(build.Arn),
        };

    public static RemoteBuildResult Of(BuildBatch batch) =>
        new(OutsideText.Line(batch.Id), BuildEnd.Status(batch.Complete, batch.BuildBatchStatus?.Value))
        {
            Number = batch.BuildBatchNumber,
            Commit = batch.ResolvedSourceVersion is { Length: > 0 } commit ? OutsideText.Line(commit, 80) : null,
            Builds = [.. BatchBuilds.Of(batch)],
            Page = Page(batch.Arn),
        };

    // arn:aws:codebuild:eu-central-1:123456789012:build/shop:7c1d
    private static string? Page(string? arn) =>
        arn?.Split(':', 6) is ["arn", var partition, "codebuild", { Length: > 0 } region, { Length: 12 } account, var rest]
        && rest.Split('/', 2) is [("build" or "build-batch") and var kind, var id]
        && region.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        && account.All(char.IsAsciiDigit)
            ? $"https://{region}.{Host(partition, region)}/codesuite/codebuild/{account}/projects/{Uri.EscapeDataString(id.Split(':')[0])}/{(kind == "build" ? kind : "batch")}/{Uri.EscapeDataString(id)}/?region={region}"
            : null;

    private static string Host(string partition, string region) =>
        partition switch
        {
            "aws-cn" => "console.amazonaws.cn",
            "aws-us-gov" => "console.amazonaws-us-gov.com",
            "aws" => "console.aws.amazon.com",
            _ => $"console.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}",
        };
}
