using Stevedore.Images;

namespace Stevedore.Init;

/// <summary>An image that a Dockerfile makes.</summary>
/// <param name="Name">Its key in the settings.</param>
/// <param name="Context">Its context, from the folder of the repository.</param>
/// <param name="File">The Dockerfile, from the folder of the repository.</param>
internal sealed record ProposedImage(string Name, string Context, string File)
{
    /// <summary>What it stands on of the same repository: the name that its Dockerfile has for it, and that image.</summary>
    public ImmutableArray<(string Written, string Image)> Links { get; init; } = [];

    /// <summary>What it takes from registries, as it is written.</summary>
    public ImmutableArray<string> Foreign { get; init; } = [];

    /// <summary>What it takes from Docker Hub.</summary>
    public IEnumerable<string> FromDockerHub => Foreign.Where(name => BaseReference.Parse(name)?.IsOfDockerHub == true);

    /// <summary>The Dockerfile, as the settings name it.</summary>
    public string Dockerfile => BuildContext.Relative(Context, File);
}
