using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.Plain;

internal sealed class HostRule : ISettingRule
{
    private const string Hint = "write host or host:port, such as registry.example.com or 127.0.0.1:5000";

    public Complaint? Check(string text) =>
        text.Contains("://") ? new($"'{text}' is a URL, not a host", Hint)
        : text.Contains('/') ? new($"'{text}' has a path, which belongs to the repository", Hint)
        : IsHost(text) ? null
        : new($"'{text}' is not a host", Hint);

    private static bool IsHost(string text)
    {
        var colon = text.LastIndexOf(':');
        var isAddress = text.StartsWith('[') && text.Contains(']');
        var port = colon > text.LastIndexOf(']') ? text[(colon + 1)..] : null;
        var name = port is null ? text : text[..colon];
        var isName = isAddress
            ? System.Net.IPAddress.TryParse(name, out _)
            : name.Split('.').All(label => label.Length > 0 && label[0] != '-' && label[^1] != '-' && Word.Is(label));
        return isName && (port is null || (ushort.TryParse(port, out var number) && number > 0));
    }
}
