namespace Stevedore.Docker;

/// <summary>The docker commands that a run needs.</summary>
public interface IDocker
{
    /// <summary>The builders that docker knows.</summary>
    /// <exception cref="StevedoreException">docker or buildx is not installed.</exception>
    Task<ImmutableArray<Builder>> ListBuilders();

    /// <summary>The versions of what docker is made of; those that it does not tell are null.</summary>
    Task<DockerVersions> Versions() => Task.FromResult(new DockerVersions(null, null));

    /// <summary>Installs emulators and creates the builder, where that was decided. The builder is never made the user's default.</summary>
    /// <returns>Whether it was made now: false when it was there, also when somebody else has made it since that was decided.</returns>
    /// <exception cref="StevedoreException">It could not be created or started.</exception>
    Task<bool> Prepare(BuilderDecision decision);

    /// <summary>Removes a builder and all that it keeps.</summary>
    void Remove(string builder);

    /// <summary>Builds what a bake file says.</summary>
    /// <exception cref="StevedoreException">A build or a push failed.</exception>
    Task Bake(BakeCommand command);
}
