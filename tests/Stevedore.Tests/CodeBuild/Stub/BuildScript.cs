namespace Stevedore.Tests.CodeBuild;

/// <summary>What becomes of a build: its phases in their order.</summary>
internal sealed class BuildScript
{
    public List<ScriptedPhase> Phases { get; } =
    [
        new("QUEUED", 1),
        new("PROVISIONING", 8),
        new("DOWNLOAD_SOURCE", 4) { Lines = [(1, "[Container] 2026/01/02 03:04:20 Waiting for agent ping\n")] },
        new("INSTALL", 0),
        new("PRE_BUILD", 0),
        new("BUILD", 30)
        {
            Lines =
            [
                (0, "[Container] 2026/01/02 03:04:25 Entering phase BUILD\n"),
                (0, "[Container] 2026/01/02 03:04:25 Running command bash build.sh\n"),
                (10, "Building web\n"),
                (20, "Pushed web\n"),
                (29, "[Container] 2026/01/02 03:04:54 Phase complete: BUILD State: SUCCEEDED\n"),
            ],
        },
        new("POST_BUILD", 0),
        new("UPLOAD_ARTIFACTS", 1),
        new("FINALIZING", 2),
    ];

    /// <summary>What CloudWatch gets only so many seconds later.</summary>
    public double LogsLate { get; set; }

    public static BuildScript Success() => new();

    public static BuildScript FailingPhase()
    {
        BuildScript script = new();
        script.Replace(
            new("BUILD", 12, "FAILED", "COMMAND_EXECUTION_ERROR", "Error while executing command: bash build.sh. Reason: exit status 1")
            {
                Lines =
                [
                    (0, "[Container] 2026/01/02 03:04:25 Running command bash build.sh\n"),
                    (5, "Building web\n"),
                    (6, "\u001b[31merror:\u001b[0m no such file app/web/Dockerfile\n"),
                    (11, "[Container] 2026/01/02 03:04:36 Command did not exit successfully bash build.sh exit status 1\n"),
                    (11, "[Container] 2026/01/02 03:04:36 Phase complete: BUILD State: FAILED\n"),
                    (11, "[Container] 2026/01/02 03:04:36 Entering phase POST_BUILD\n"),
                    (11.5, "Nothing is pushed.\n"),
                ],
            }
        );
        return script;
    }

    public static BuildScript FailingSource()
    {
        BuildScript script = new();
        script.Replace(
            new(
                "DOWNLOAD_SOURCE",
                3,
                "FAILED",
                "YAML_FILE_ERROR",
                "Expected Commands[0] to be of string type: found subkeys instead at line 5, value of the key tag on line 4 might be empty"
            )
        );
        script.Phases.RemoveAll(phase => phase.Name is "INSTALL" or "PRE_BUILD" or "BUILD" or "POST_BUILD" or "UPLOAD_ARTIFACTS");
        return script;
    }

    public static BuildScript QueuedForLong()
    {
        BuildScript script = new();
        script.Replace(new("QUEUED", 400));
        return script;
    }

    public static BuildScript TimedOut()
    {
        BuildScript script = new();
        script.Replace(new("BUILD", 300, "TIMED_OUT", "BUILD_TIMED_OUT", "Build has timed out."));
        return script;
    }

    public static BuildScript Fault()
    {
        BuildScript script = new();
        script.Replace(new("PROVISIONING", 20, "FAULT", "INTERNAL_SERVICE_ERROR", "CodeBuild experienced an internal error"));
        script.Phases.RemoveAll(phase => phase.Name is not ("QUEUED" or "PROVISIONING" or "FINALIZING"));
        return script;
    }

    /// <summary>A build that goes on until it is stopped.</summary>
    public static BuildScript Endless()
    {
        BuildScript script = new();
        script.Replace(new("BUILD", 1_000_000) { Lines = [(1, "Building web\n")] });
        return script;
    }

    /// <summary>Logs these events in its phase BUILD, one after the other.</summary>
    public BuildScript Logging(params string[] events)
    {
        Replace(new("BUILD", 30) { Lines = [.. events.Select((text, number) => (29.0 * number / events.Length, text))] });
        return this;
    }

    /// <summary>Logs these events as its phase BUILD begins.</summary>
    public BuildScript LoggingAtOnce(IEnumerable<string> events)
    {
        Replace(new("BUILD", 30) { Lines = [.. events.Select(text => (0.0, text))] });
        return this;
    }

    private void Replace(ScriptedPhase phase) => Phases[Phases.FindIndex(known => known.Name == phase.Name)] = phase;
}

/// <summary>A phase of a script.</summary>
internal sealed record ScriptedPhase(string Name, double Seconds, string Status = "SUCCEEDED", string? Code = null, string? Message = null)
{
    /// <summary>What is logged in it, by the second from its beginning.</summary>
    public IReadOnlyList<(double Second, string Text)> Lines { get; init; } = [];
}
