namespace Cake.Docker;

/// <summary>Settings of <c>docker login</c>.</summary>
public sealed class DockerRegistryLoginSettings : AutoToolSettings
{
    /// <summary>Shown to every user of the machine; prefer <see cref="PasswordStdin"/>.</summary>
    public string Password { get; set; } = null!;

    /// <summary>Takes the password from standard input.</summary>
    public bool? PasswordStdin { get; set; }

    public string Username { get; set; } = null!;

    protected override string[] CollectSecretProperties() => [nameof(Password)];
}
