namespace Cake.Docker;

/// <summary>Settings of a docker command that has none of its own.</summary>
public sealed class DockerCustomCommandSettings : AutoToolSettings;
