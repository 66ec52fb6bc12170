namespace Stevedore.Tool;

/// <summary>The folder that a command is about.</summary>
internal static class RepositoryRoot
{
    /// <summary>The nearest folder upwards with a stevedore.json or a .git, which in a worktree is a file; without one, the folder itself.</summary>
    public static string Above(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "stevedore.json")) || Path.Exists(Path.Combine(current.FullName, ".git")))
            {
                return current.FullName;
            }
        }

        return folder;
    }
}
