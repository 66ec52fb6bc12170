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
    public static string OfImage(ImagePlan image, string root) => OfImage(image.Context, image.Dockerfile, root);

    /// <summary>The same, of an image that is not planned yet.</summary>
    public static string OfImage(string context, string dockerfile, string root)
    {
        var folder = Path.Combine(root, context);
        return WrittenFile.Text(Beside(Path.Combine(folder, dockerfile))) ?? OfFolder(folder);
    }

    /// <summary>The one in a folder.</summary>
    public static string In(string folder) => Path.Combine(folder, Name);

    /// <summary>That of a named context; empty where there is none.</summary>
    public static string OfFolder(string folder) => WrittenFile.Text(In(folder)) ?? "";
}
