using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>Settings whose properties become the options of a docker command.</summary>
public abstract class AutoToolSettings : ToolSettings
{
    /// <summary>The properties whose values no log shows.</summary>
    public readonly HashSet<string> SecretProperties;

    protected AutoToolSettings()
    {
        SecretProperties = [.. CollectSecretProperties() ?? []];
    }

    /// <summary>Names the properties whose values no log shows.</summary>
    protected virtual string[]? CollectSecretProperties() => null;
}
