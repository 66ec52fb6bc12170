namespace Stevedore.Docker;

/// <summary>Turns what docker prints when it fails into errors with a remedy.</summary>
public static class DockerFaults
{
    private const int ShownLines = 14;

    /// <summary>There is no docker on the PATH.</summary>
    public static StevedoreException NotInstalled(string what) =>
        new(what, "docker is not installed, or not on the PATH", "Install Docker with buildx: https://docs.docker.com/engine/install/.");

    /// <summary>The failure with its likeliest reason, the last lines and where the rest is.</summary>
    public static StevedoreException Failed(string what, DockerFailure failure)
    {
        var text = string.Join('\n', failure.Tail);
        return Known(what, text) is { } known ? new(known.What, known.Why, known.Fix + Evidence(failure)) : Unknown(what, failure);
    }

    private static StevedoreException? Known(string what, string text) =>
        text switch
        {
            _ when Has(text, "unknown command: docker buildx") || Has(text, "'buildx' is not a docker command") => new(
                what,
                "docker has no buildx",
                "Install the docker-buildx plugin: https://docs.docker.com/build/buildx/install/."
            ),
            _ when Has(text, "Cannot connect to the Docker daemon") || Has(text, "error during connect") => new(
                what,
                "the Docker engine does not answer",
                "Start Docker (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST or a docker context at a running engine."
            ),
            _ when Has(text, "permission denied while trying to connect to the Docker daemon") => new(
                what,
                "this user may not talk to the Docker engine",
                "Add the user to the group `docker`; in CodeBuild, turn on the project's privileged mode."
            ),
            _ when Has(text, "is not supported for the docker driver") => new(
                what,
                "the engine's image store cannot do what the images need",
                "Set builder.driver to docker-container, or turn on the engine's containerd image store."
            ),
            _ when Has(text, "toomanyrequests") || Has(text, "429 Too Many Requests") => new(
                what,
                "a registry's pull limit is reached",
                "Log in to Docker Hub (a registry of type docker-hub with push false), or take base images from public.ecr.aws."
            ),
            _ when Has(text, "tag invalid") || Has(text, "TAG_INVALID") => new(
                "Cannot push",
                "the tag exists in a repository with immutable tags, and the new build has another digest",
                "Commit the change, or ship the digest that is there."
            ),
            _ when Has(text, "no basic auth credentials") || Has(text, "401 Unauthorized") => new(
                what,
                "a registry did not accept the credentials, or has none",
                "Run the target ShipLogin, which tries each of them."
            ),
            _ when Has(text, "403 Forbidden") || Has(text, "denied:") || Has(text, "insufficient_scope") => new(
                what,
                "a registry refused access",
                "Give the credentials the right to push to each repository, and to pull the base images."
            ),
            _ when Has(text, "connection refused") || Has(text, "no such host") || Has(text, "i/o timeout") => new(
                what,
                "a registry did not answer",
                "Check that the host in the message below is right and running."
            ),
            _ when Has(text, "exec format error") => new(
                what,
                "a step for another platform ran without emulation",
                "Add it with `docker run --privileged --rm tonistiigi/binfmt --install all`."
            ),
            _ => null,
        };

    private static StevedoreException Unknown(string what, DockerFailure failure) =>
        new(
            what,
            failure.Tail.LastOrDefault(line => line.StartsWith("ERROR: ", StringComparison.Ordinal)) is { } error
                ? error["ERROR: ".Length..].TrimEnd('.')
                : $"docker ended with exit code {failure.ExitCode}",
            "Mend what the lines below show and run again." + Evidence(failure)
        );

    private static string Evidence(DockerFailure failure) =>
        string.Join(
            '\n',
            [
                "",
                $"> {failure.Command}",
                $"@ {failure.Directory}",
                $"exit code {failure.ExitCode}",
                .. failure.Tail.TakeLast(ShownLines).Select(line => $"  {line}"),
                .. failure.LogFile is null ? Array.Empty<string>() : [$"The whole log is in {failure.LogFile}."],
            ]
        );

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
