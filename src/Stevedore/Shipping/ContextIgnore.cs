using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Reads the file that says what is left out of a context.</summary>
internal static class ContextIgnore
{
    private const string Name = ".dockerignore";

    /// <summary>The name of the one that belongs to a Dockerfile.</summary>
    public static string Beside(string dockerfile) => dockerfile + Name;

    /// <summary>That of an image: the one beside its Dockerfile, else the one in its context; empty where there is none.</summary>
    /// <param name="root">The folder that the paths of the plan start from.</param>
    public static string OfImage(ImagePlan image, string root)
    {
        var context = Path.Combine(root, image.Context);
        return WrittenFile.Text(Beside(Path.Combine(context, image.Dockerfile))) ?? OfFolder(context);
    }

    /// <summary>That of a named context; empty where there is none.</summary>
    public static string OfFolder(string folder) => WrittenFile.Text(Path.Combine(folder, Name)) ?? "";
}
