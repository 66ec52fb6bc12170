namespace Stevedore.Docker;

/// <summary>What docker is made of.</summary>
/// <param name="Engine">The engine's version, such as <c>28.5.2</c>; null where it does not tell, as when it does not run.</param>
/// <param name="Buildx">The version of buildx, such as <c>v0.32.1</c>; null where there is none.</param>
public sealed record DockerVersions(string? Engine, string? Buildx);
