using Stevedore.Docker;
using Stevedore.Releases;

namespace Stevedore.Shipping;

/// <summary>Carries out the plan of this command. What one step has found out or done, the next ones take up.</summary>
public interface IShipping
{
    /// <summary>Credentials for every registry of the plan, proved, and in the private docker config.</summary>
    /// <returns>What a person is told of each.</returns>
    /// <exception cref="StevedoreException">A registry has no credentials, refuses them, or does not answer.</exception>
    Task<ImmutableArray<string>> LogIn();

    /// <summary>What the command may do with each registry and repository of the plan.</summary>
    Task<ImmutableArray<AccessCheck>> CheckAccess();

    /// <summary>Builds without pushing: everything for a check, this machine's platform to load it.</summary>
    /// <exception cref="StevedoreException">The build failed, or cannot begin.</exception>
    Task Build(BuildPurpose purpose);

    /// <summary>Builds and pushes what is not there yet, then sets the moving tags.</summary>
    /// <exception cref="StevedoreException">It failed; it says what landed where, and which tags are set.</exception>
    Task<ShipResult> Push();

    /// <summary>Writes the files that deployments start from: of this push, or of the last one of this commit.</summary>
    /// <exception cref="StevedoreException">The registries do not hold every image of this commit, or the files cannot be written.</exception>
    Task<ShipResult> WriteRelease();
}
