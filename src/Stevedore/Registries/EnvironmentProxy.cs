using System.Net;

namespace Stevedore.Registries;

/// <summary>The proxies that the environment names, and docker uses. .NET reads <c>NO_PROXY</c> by other rules, so that this process and docker would not go the same way.</summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    private readonly Uri? plain;
    private readonly Uri? secure;
    private readonly ProxyExceptions exceptions;

    private EnvironmentProxy(Uri? plain, Uri? secure, ProxyExceptions exceptions) =>
        (this.plain, this.secure, this.exceptions) = (plain, secure, exceptions);

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>Null where the environment names no proxy.</summary>
    /// <exception cref="StevedoreException">It names one that is no address.</exception>
    public static EnvironmentProxy? From(Func<string, string?> variable)
    {
        var http = Address(variable, "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy");
        var https = Address(variable, "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");
        return http is null && https is null
            ? null
            : new(http, https, new(First(variable, "NO_PROXY", "no_proxy")?.Value)) { Credentials = Login(http, https) };
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) =>
        IsBypassed(destination) ? null : new UriBuilder(Of(destination)!) { UserName = "", Password = "" }.Uri;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => Of(host) is null || exceptions.Has(host);

    private Uri? Of(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? secure : plain;

    private static (string Name, string Value)? First(Func<string, string?> variable, params string[] names) =>
        names
            .Select(name => (Name: name, Value: variable(name)))
            .Where(one => !string.IsNullOrWhiteSpace(one.Value))
            .Select(one => ((string, string)?)(one.Name, one.Value!.Trim()))
            .FirstOrDefault();

    private static Uri? Address(Func<string, string?> variable, params string[] names)
    {
        if (First(variable, names) is not var (name, value))
        {
            return null;
        }

        var text = value.Contains("://", StringComparison.Ordinal) ? value : $"http://{value}";
        // Its value may hold a password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            throw new StevedoreException(
                $"Cannot use {name}",
                "it is not the address of a proxy",
                "Write it as http://host:port, or unset it."
            );
        }

        return Schemes.Contains(address.Scheme)
            ? address
            : throw new StevedoreException(
                $"Cannot use {name}",
                $"proxies of the kind {OutsideText.Line(address.Scheme, 20)}:// are none that .NET can go through",
                $"Write it as http://host:port, or as {string.Join(", ", Schemes.Skip(1).Select(scheme => $"{scheme}://"))}, or unset it."
            );
    }

    private static CredentialCache? Login(params Uri?[] proxies)
    {
        CredentialCache? logins = null;
        foreach (var proxy in proxies.OfType<Uri>().Where(proxy => proxy.UserInfo.Length > 0).DistinctBy(proxy => proxy.Authority))
        {
            var parts = proxy.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
            var place = new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
            (logins ??= []).Add(place, "Basic", new(parts[0], parts.ElementAtOrDefault(1) ?? ""));
        }

        return logins;
    }
}
