namespace Stevedore.Credentials;

/// <summary>What docker's config says about logging in to a host.</summary>
internal abstract record DockerAuth
{
    /// <summary>A program is asked: <c>docker-credential-&lt;name&gt;</c>.</summary>
    /// <param name="Name">Such as <c>ecr-login</c> or <c>desktop</c>.</param>
    /// <param name="Key">What it is asked for: the host, or Docker Hub's old address.</param>
    /// <param name="IsForHost">Whether the config names it for this very host, not for all.</param>
    public sealed record Helper(string Name, string Key, bool IsForHost) : DockerAuth;

    /// <summary>The config itself holds it.</summary>
    /// <param name="Username"><c>&lt;token&gt;</c> where the password is an identity token.</param>
    public sealed record Stored(string Username, Secret Password) : DockerAuth;
}
