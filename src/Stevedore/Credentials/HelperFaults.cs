namespace Stevedore.Credentials;

/// <summary>What can go wrong with a credential helper. Nothing that it prints is repeated: any of it may be the secret.</summary>
internal static class HelperFaults
{
    private static readonly string[] Reasons =
    [
        "pass not initialized",
        "password store is empty",
        "User interaction is not allowed",
        "no usable keychain",
        "Cannot autolaunch D-Bus",
        "the store is locked",
        "the vault is locked",
        "no credentials server URL",
        "no credentials username",
        "NoCredentialProviders",
        "no EC2 IMDS role found",
        "ExpiredToken",
        "token has expired",
        "AccessDenied",
        "permission denied",
        "connection refused",
        "no such host",
        "timeout",
    ];

    public static HelperException Missing(DockerAuth.Helper helper) =>
        new(
            What(helper),
            $"docker's config names the credential helper '{helper.Name}' in {Setting(helper)}, and docker-credential-{helper.Name} is not on the PATH",
            Fix(helper, "Install it")
        );

    public static HelperException Failed(DockerAuth.Helper helper, int exitCode, string printed) =>
        new(
            What(helper),
            Invariant(
                $"docker-credential-{helper.Name} ended with exit code {exitCode}{(Known(printed) is { } reason ? $": {reason}" : "")}"
            ),
            Fix(helper, $"See what `echo {helper.Key} | docker-credential-{helper.Name} get` lacks")
        );

    public static HelperException Silent(DockerAuth.Helper helper, int milliseconds) =>
        new(
            What(helper),
            Invariant($"docker-credential-{helper.Name} did not answer within {milliseconds / 1000} s"),
            Fix(helper, "See whether it waits for somebody to unlock a store")
        );

    public static StevedoreException Deaf(DockerAuth.Helper helper) =>
        new(
            What(helper),
            $"docker-credential-{helper.Name} ended without reading what it was asked for",
            Fix(helper, $"See what `echo {helper.Key} | docker-credential-{helper.Name} get` prints")
        );

    public static StevedoreException Unreadable(DockerAuth.Helper helper) =>
        new(
            What(helper),
            $"what docker-credential-{helper.Name} answered is not a user name and a secret",
            Fix(helper, "Log in again with `docker login`")
        );

    // Of what helpers say when they fail, the words that are the same for everybody.
    private static string? Known(string printed) =>
        Array.Find(Reasons, reason => printed.Contains(reason, StringComparison.OrdinalIgnoreCase));

    private static string What(DockerAuth.Helper helper) => $"Cannot get the credentials of {helper.Key} from docker's config";

    private static string Setting(DockerAuth.Helper helper) => helper.IsForHost ? $"credHelpers[\"{helper.Key}\"]" : "credsStore";

    private static string Fix(DockerAuth.Helper helper, string first) =>
        $"{first}, take {Setting(helper)} out of docker's config, or say in the registry's `credentials` where they are.";
}
