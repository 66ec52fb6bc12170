using System.Text.RegularExpressions;

namespace Stevedore.Docker;

/// <summary>The reason in what docker printed, and its remedy.</summary>
internal static class DockerReason
{
    private static readonly Regex Unreachable = new(
        @"(?:dial tcp|lookup) .*(?:connection refused|no such host|i/o timeout|no route to host|network is unreachable|connection timed out|host is down|server misbehaving|Temporary failure in name resolution)|net/http: TLS handshake timeout",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Missing = new(
        @"failed to calculate checksum of ref [^""\n]*""/(?<path>[^""]+)"": not found",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Certificate = new(
        @"https://(?<host>[^/\s]+)/[^\n]*(?<fault>x509: [^\n]+)",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Push = new(@"failed to push (?<image>\S+):\s", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    private static readonly Regex NoReference = new(
        @"""?(?<image>[^""\s]+)""?: invalid reference format",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Source = new(
        @"failed to resolve source metadata for (?<image>\S+):\s",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );
    private const string CheckFrom = "Correct its name and tag in the Dockerfile's FROM line";

    /// <summary>What docker itself says about the failure: its last line that begins with ERROR and what follows, else all of it.</summary>
    public static string Said(ImmutableArray<string> lines)
    {
        var last = lines.LastOrDefault(line => line.StartsWith("ERROR: ", StringComparison.Ordinal));
        return last is null
            ? string.Join('\n', lines)
            : string.Join('\n', lines.Skip(lines.LastIndexOf(last)))["ERROR: ".Length..]
                .Replace("failed to build: ", "", StringComparison.Ordinal)
                .Replace("failed to solve: ", "", StringComparison.Ordinal);
    }

    /// <summary>Null for a reason that has no better words than docker's.</summary>
    /// <param name="said">What docker itself says: a step's own output must not be taken for it.</param>
    /// <param name="printed">All that was printed.</param>
    public static (string Why, string Fix)? Of(string said, string printed) =>
        Engine(said)
        ?? Step(said, printed)
        ?? PrivilegeFaults.Of(said)
        ?? FrontendFaults.Of(said, printed)
        ?? Image(said)
        ?? Registry(said);

    /// <summary>Whether docker says that its engine does not answer; the second is how engine 29 says it.</summary>
    public static bool IsNoEngine(string said) =>
        Has(said, "Cannot connect to the Docker daemon")
        || Has(said, "failed to connect to the docker API")
        || Has(said, "error during connect");

    private static (string Why, string Fix)? Engine(string said) =>
        said switch
        {
            _ when Has(said, "unknown command: docker buildx") || Has(said, "'buildx' is not a docker command") => (
                "docker has no buildx",
                "Install the docker-buildx plugin: https://docs.docker.com/build/buildx/install/."
            ),
            _ when Has(said, "permission denied while trying to connect to the docker") => (
                "this user may not talk to the Docker engine",
                "Add the user to the group `docker`; in CodeBuild, turn on the project's privileged mode."
            ),
            _ when IsNoEngine(said) => (
                "the Docker engine does not answer",
                "Start Docker (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST or a docker context at a running engine."
            ),
            _ when Has(said, "is not supported for the docker driver") => (
                "the engine's image store cannot do what the images need",
                "Set builder.driver to docker-container, or turn on the engine's containerd image store."
            ),
            _ => null,
        };

    private static (string Why, string Fix)? Step(string said, string printed) =>
        said switch
        {
            _ when !Has(said, "did not complete successfully") => null,
            _ when Has(printed, "exec format error") => (
                "a step for another platform ran without emulation",
                "Add it with `docker run --privileged --rm tonistiigi/binfmt --install all`."
            ),
            _ => (said.Split('\n')[0], "The step's own output stands below; correct the step and run again."),
        };

    private static (string Why, string Fix)? Image(string said)
    {
        var name = Source.Match(said).Groups["image"].Value;
        return said switch
        {
            _ when Missing.Match(said) is { Success: true } missing => (
                $"a step copies '{missing.Groups["path"].Value}', which is not in the build context",
                "Correct the path or the image's context, and look whether .dockerignore leaves it out."
            ),
            _ when NoReference.Match(said) is { Success: true } odd => (
                $"'{odd.Groups["image"].Value}' is not the name of an image",
                "Correct it in the Dockerfile's FROM or COPY --from line; an argument in it may be empty or hold too much."
            ),
            _ when name.Length == 0 || IsLimit(said) => null,
            _ when Has(said, "no match for platform in manifest") => (
                $"the base image {name} is not there for every platform that is built",
                $"Leave that platform out of the settings, or choose a base image that has it (`docker buildx imagetools inspect {name}`)."
            ),
            _ when IsRefusal(said) => (
                $"the base image {name} does not exist, or the credentials may not pull it",
                $"{CheckFrom}, or add its registry to the settings with credentials and \"push\": false."
            ),
            _ when Has(said, ": not found") => ($"the base image {name} does not exist", $"{CheckFrom}."),
            _ => null,
        };
    }

    private static (string Why, string Fix)? Registry(string said)
    {
        var isPush = Push.IsMatch(said);
        var image = (isPush ? Push : Source).Match(said).Groups["image"].Value;
        var place = image.Length == 0 ? "a registry" : $"the registry of {image}";
        return said switch
        {
            _ when IsLimit(said) && isPush => (
                $"{place} limits how many requests it takes, and that is reached",
                "Wait, and run again: what is there already is kept."
            ),
            _ when IsLimit(said) => (
                $"{place} limits how much may be pulled, and that is reached",
                "Log in to Docker Hub (a registry of type docker-hub with push false), or take base images from public.ecr.aws."
            ),
            _ when Has(said, "tag invalid") || Has(said, "TAG_INVALID") || Has(said, "tag is immutable") => (
                "the tag exists in a repository with immutable tags, and the new build has another digest",
                "Commit the change, or ship the digest that is there."
            ),
            _ when Certificate.Match(said) is { Success: true } certificate => Untrusted(certificate.Groups["host"].Value, certificate),
            _ when Has(said, "no basic auth credentials") || Has(said, "401 Unauthorized") => (
                $"{place} did not accept the credentials, or got none",
                "Run the target ShipLogin, which tries those of each registry in the settings."
            ),
            _ when IsRefusal(said) => (
                $"{place} refused access",
                "Give the credentials the right to push to each repository, and to pull the base images; if their token has expired, run again with a new one."
            ),
            _ when Unanswered(said) is { } unanswered => (
                $"{place} did not answer ({unanswered})",
                "Check that this host and port are right and that it runs."
            ),
            _ => null,
        };
    }

    private static (string Why, string Fix) Untrusted(string host, Match certificate) =>
        (
            $"the builder does not trust the certificate of {host} ({certificate.Groups["fault"].Value})",
            $"The engine's own builder trusts the authority in /etc/docker/certs.d/{host}/ca.crt. A builder that is created gets the registry's `ca` "
                + "of the settings: remove one that was created without it (`docker buildx rm NAME`). Any other needs it in its buildkitd.toml."
        );

    /// <summary>Docker's words for a host that did not answer; null where it says none.</summary>
    public static string? Unanswered(string said) => Unreachable.Match(said) is { Success: true } match ? match.Value : null;

    public static bool IsLimit(string said) => Has(said, "toomanyrequests") || Has(said, "429 Too Many Requests");

    public static bool IsRefusal(string said) =>
        Has(said, "403 Forbidden") || Has(said, "denied:") || Has(said, "insufficient_scope") || Has(said, "access denied");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
