namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx version</c>.</summary>
public sealed class DockerBuildXVersionSettings : AutoToolSettings;
