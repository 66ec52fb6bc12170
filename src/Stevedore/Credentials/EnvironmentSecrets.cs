using Cake.Core;

namespace Stevedore.Credentials;

/// <summary>What the environment of a run holds that must not be shown, whoever uses it.</summary>
internal static class EnvironmentSecrets
{
    private static readonly string[] Names = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"];
    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

    /// <summary>A redactor that keeps the keys of AWS, and the passwords of proxies.</summary>
    public static Redactor Redactor(ICakeEnvironment environment)
    {
        var redactor = new Redactor();
        var secrets = Names
            .Select(environment.GetEnvironmentVariable)
            .Concat(Proxies.Select(name => Password(environment.GetEnvironmentVariable(name))));
        foreach (var secret in secrets.OfType<string>())
        {
            redactor.Keep(secret);
        }

        return redactor;
    }

    // http://user:password@proxy.example.com:3128
    private static string? Password(string? proxy) =>
        Uri.TryCreate(proxy, UriKind.Absolute, out var address) && address.UserInfo.Split(':', 2) is [_, var password]
            ? Uri.UnescapeDataString(password)
            : null;
}
