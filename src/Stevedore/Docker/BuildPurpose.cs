namespace Stevedore.Docker;

/// <summary>What becomes of what is built.</summary>
public enum BuildPurpose
{
    /// <summary>Pushed to every registry.</summary>
    Push,

    /// <summary>Nothing: it only had to build, as for a pull request.</summary>
    Check,

    /// <summary>Loaded into the local engine, for this machine's platform.</summary>
    Load,
}
