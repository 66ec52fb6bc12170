namespace Stevedore.Docker;

/// <summary>What can go wrong with a credential helper. Its answer is never repeated, only what it prints when it fails.</summary>
internal static class HelperFaults
{
    private const int MostShown = 300;

    public static StevedoreException Missing(DockerAuth.Helper helper) =>
        new(
            What(helper),
            $"docker's config names the credential helper '{helper.Name}' in {Setting(helper)}, and docker-credential-{helper.Name} is not on the PATH",
            Fix(helper, "Install it")
        );

    public static StevedoreException Failed(DockerAuth.Helper helper, int exitCode, string output, string errors)
    {
        // A credential is JSON; a reason is a sentence.
        var said = string.Join(
            "; ",
            new[] { output, errors }
                .Select(text => text.Trim().ReplaceLineEndings(" "))
                .Where(text => text.Length > 0 && !text.Contains('{', StringComparison.Ordinal))
        );
        said = said.Length > MostShown ? said[..MostShown] + "…" : said;
        return new(
            What(helper),
            $"docker-credential-{helper.Name} ended with exit code {exitCode}{(said.Length > 0 ? $": {said.TrimEnd('.')}" : "")}",
            Fix(helper, $"See what `echo {helper.Key} | docker-credential-{helper.Name} get` lacks")
        );
    }

    public static StevedoreException Silent(DockerAuth.Helper helper, int milliseconds) =>
        new(
            What(helper),
            $"docker-credential-{helper.Name} did not answer within {milliseconds / 1000} s",
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

    private static string What(DockerAuth.Helper helper) => $"Cannot get the credentials of {helper.Key} from docker's config";

    private static string Setting(DockerAuth.Helper helper) => helper.IsForHost ? $"credHelpers[\"{helper.Key}\"]" : "credsStore";

    private static string Fix(DockerAuth.Helper helper, string first) =>
        $"{first}, take {Setting(helper)} out of docker's config, or say in the registry's `credentials` where they are.";
}
