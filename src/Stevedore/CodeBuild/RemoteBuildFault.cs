namespace Stevedore.CodeBuild;

/// <summary>What a build ends with that has not gone well.</summary>
internal static class RemoteBuildFault
{
    /// <summary>Nothing, where it went well or goes on.</summary>
    /// <exception cref="StevedoreException">It did not.</exception>
    public static void ThrowIfAny(RemoteBuildResult result)
    {
        if (result.IsDone || result.GoesOn)
        {
            if (result.ArtifactsFault is { } missing)
            {
                throw new StevedoreException(missing.What, missing.Why, missing.Fix, missing);
            }

            return;
        }

        if (result.Builds.FirstOrDefault(build => build is { HasFailed: true, IsOptional: false }) is { } first)
        {
            throw new StevedoreException(
                $"The batch {result.Id} {BuildWords.Status(result.Status)}",
                $"its build {first.Name} {BuildWords.Status(first.Status!)}",
                "The lines above say what failed."
            );
        }

        var failed = result.Failed;
        var where = failed is null ? "" : $" in {failed.Name}";
        throw new StevedoreException(
            $"The build {result.Id} {BuildWords.Status(result.Status)}{where}",
            failed?.Why
                ?? result.Status switch
                {
                    "STOPPED" => "somebody has stopped it",
                    "TIMED_OUT" => "it took longer than its project lets it",
                    "UNKNOWN" => "CodeBuild says that it is over, and not whether it went well",
                    _ => "CodeBuild does not say why",
                },
            failed?.Name switch
            {
                "DOWNLOAD_SOURCE" =>
                    "Look whether the project's role and its connection reach the source, and whether the buildspec is there and right.",
                "PROVISIONING" =>
                    "Look whether the project's role may pull the image of the environment and write the log, and at the project's VPC.",
                "QUEUED" => "It waited for longer than the project's queuedTimeoutInMinutes: fewer builds at once, or a longer one.",
                "UPLOAD_ARTIFACTS" =>
                    "Look whether the files of the buildspec's artifacts are there, and whether the role may write to their bucket.",
                _ when result.Status is "STOPPED" => "Run again.",
                _ when result.Status is "UNKNOWN" => "Look at its log for what it has done, and run again.",
                _ when result.Status is "TIMED_OUT" =>
                    "The lines above say what took so long; the project's timeoutInMinutes says how long it may.",
                _ => "The lines above say what failed.",
            }
        );
    }
}
