using Stevedore.Tests.Docker;
using Xunit;

namespace Stevedore.Tests.Credentials;

/// <summary>Classes that point DOCKER_CONFIG somewhere else, or read it: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class UsingTheDockerConfig
{
    public const string Name = "docker config";
}
