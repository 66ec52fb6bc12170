namespace Stevedore.Settings;

/// <summary>A registry of stevedore.json. Each kind adds its own keys.</summary>
public abstract class RegistrySettings
{
    /// <summary>The kind: <c>ecr</c>, <c>ecr-public</c>, <c>docker-hub</c>, <c>registry</c>. Default: the registry's name when that is a kind.</summary>
    public abstract string Type { get; }

    /// <summary>False: log in for pulls only. Default: true.</summary>
    [Setting(Default = true)]
    public bool? Push { get; set; }
}
