using System.Collections.Concurrent;
using System.Text.Json;
using Cake.Core;
using Cake.Core.IO;
using Stevedore.Runs;
using Stevedore.Terminal;

namespace Stevedore.Credentials;

/// <summary>Runs <c>docker-credential-&lt;name&gt; get</c> with the host on standard input.</summary>
/// <remarks><see href="https://github.com/docker/docker-credential-helpers#development"/></remarks>
/// <param name="limits">How long a helper may take; null for what suits one that may ask somebody.</param>
internal sealed class CredentialHelper(ICakeContext cake, CleanUp cleanUp, Redactor redactor, ProcessLimits? limits = null)
    : ICredentialHelper
{
    private const int Patience = 60_000;

    private static readonly ProcessLimits Limits = new(
        TimeSpan.FromMilliseconds(Patience),
        TimeSpan.FromMilliseconds(Patience),
        1024 * 1024,
        CountsWork: false
    );

    /// <inheritdoc/>
    public async Task<(string Username, Secret Password)?> Get(DockerAuth.Helper helper, CancellationToken cancellation)
    {
        var program = $"docker-credential-{helper.Name}";
        var path =
            ProgramPath.Find(cake.Environment.GetEnvironmentVariable("PATH"), program, $"{program}.exe")
            ?? throw HelperFaults.Missing(helper);
        var (exitCode, output, errors) = await Task.Run(() => Run(path, helper), cancellation);
        if (exitCode != 0)
        {
            return IsUnknown(output + errors) ? null : throw HelperFaults.Failed(helper, exitCode, output + errors);
        }

        return Parse(output) ?? throw HelperFaults.Unreadable(helper);
    }

    private (int ExitCode, string Output, string Errors) Run(FilePath path, DockerAuth.Helper helper)
    {
        // Taken line by line: what is read from the process at its end, Cake writes to its log.
        var output = new ConcurrentQueue<string>();
        var errors = new ConcurrentQueue<string>();
        var settings = new ProcessSettings
        {
            Arguments = new ProcessArgumentBuilder().Append("get"),
            StandardInput = helper.Key,
            RedirectStandardOutput = true,
            RedirectedStandardOutputHandler = line => Take(line, output),
            RedirectStandardError = true,
            RedirectedStandardErrorHandler = line => Take(line, errors),
            Silent = true,
        };
        using var process = Start(path, settings, helper);
        // What it leaves behind may keep its output open.
        return process.Wait(() => Parse(string.Join('\n', output)) is not null) switch
        {
            ProcessEnd.Stalled => throw HelperFaults.Silent(helper, Patience),
            ProcessEnd.Flooded => throw HelperFaults.Unreadable(helper),
            _ => (process.Process.GetExitCode(), string.Join('\n', output), string.Join('\n', errors)),
        };
    }

    private static string? Take(string? line, ConcurrentQueue<string> lines)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }

        return null;
    }

    private WatchedProcess Start(FilePath path, ProcessSettings settings, DockerAuth.Helper helper)
    {
        try
        {
            return WatchedProcess.Start(new KillableProcessRunner(cake.ProcessRunner, cleanUp), path, settings, limits ?? Limits);
        }
        catch (IOException)
        {
            // It ended before it read what it is asked for.
            throw HelperFaults.Deaf(helper);
        }
    }

    private (string Username, Secret Password)? Parse(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var username = document.RootElement.GetProperty("Username").GetString();
            var password = document.RootElement.GetProperty("Secret").GetString();
            return username is { Length: > 0 } && password is { Length: > 0 } ? (username, new(password, redactor)) : null;
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The reason would quote the output, and the output may hold the secret.
            return null;
        }
    }

    private static bool IsUnknown(string text) => text.Contains("credentials not found", StringComparison.OrdinalIgnoreCase);
}
