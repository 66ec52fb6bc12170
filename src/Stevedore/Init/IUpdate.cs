namespace Stevedore.Init;

/// <summary>Moves a repository to another version of Stevedore.</summary>
public interface IUpdate
{
    /// <summary>Moves the pin, in the tool's manifest or in build/Build.csproj, and tells how the plan changes by that.</summary>
    /// <param name="version">The version; null for the newest that the feeds have. Previews count where one is pinned.</param>
    /// <exception cref="StevedoreException">Nothing is pinned, the pin cannot be moved, which leaves it as it is, or the new version makes no plan.</exception>
    void Run(string? version);
}
