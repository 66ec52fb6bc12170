using System.Globalization;
using System.Net;

namespace Stevedore.Registries;

/// <summary>What <c>NO_PROXY</c> names, as docker reads it: a host with its subdomains, <c>.host</c> or <c>*.host</c> for these alone, addresses, networks, each with or without a port, and <c>*</c> for all.</summary>
/// <remarks><see href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config"/></remarks>
internal sealed class ProxyExceptions(string? text)
{
    private readonly string[] entries =
    [
        .. (text ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.ToLowerInvariant()),
    ];

    /// <summary>Whether an address is reached without the proxy.</summary>
    public bool Has(Uri address)
    {
        var host = address.IdnHost.ToLowerInvariant().TrimEnd('.');
        return entries.Any(entry => entry == "*" || IsOf(entry, host, address.Port));
    }

    private static bool IsOf(string entry, string host, int port)
    {
        if (IPNetwork.TryParse(entry, out var network))
        {
            return IPAddress.TryParse(host, out var address) && network.Contains(Plain(address));
        }

        var (name, asked) = Divided(entry);
        if (asked is not null && asked != port)
        {
            return false;
        }

        if (IPAddress.TryParse(name, out var one))
        {
            return IPAddress.TryParse(host, out var address) && Plain(address).Equals(Plain(one));
        }

        var domain = name.StartsWith("*.", StringComparison.Ordinal) ? name[1..] : name;
        return domain.StartsWith('.')
            ? host.EndsWith(domain, StringComparison.Ordinal)
            : host == domain || host.EndsWith($".{domain}", StringComparison.Ordinal);
    }

    private static (string Name, int? Port) Divided(string entry)
    {
        var colon = entry.LastIndexOf(':');
        // An IPv6 address without brackets has colons of its own.
        var hasPort = colon > 0 && (entry.IndexOf(':', StringComparison.Ordinal) == colon || entry[colon - 1] == ']');
        return hasPort && int.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (entry[..colon].Trim('[', ']'), port)
            : (entry.Trim('[', ']'), null);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
