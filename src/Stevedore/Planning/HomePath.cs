namespace Stevedore.Planning;

/// <summary>Files that settings name by <c>~</c>: no shell reads them, and docker takes it for a folder of that name.</summary>
internal static class HomePath
{
    /// <summary>The path with the user's folder in place of a <c>~</c> that it begins with.</summary>
    /// <param name="path">As the settings write it; <c>./~/x</c> is a folder that is called so.</param>
    /// <param name="home">The user's folder; empty where there is none.</param>
    public static string Expand(string path, string home) =>
        home.Length > 0 && (path == "~" || path.StartsWith("~/", StringComparison.Ordinal)) ? $"{home.TrimEnd('/')}{path[1..]}" : path;

    /// <summary>The same for the files of <c>id=path,path</c>, as docker takes keys of ssh.</summary>
    public static string ExpandKeys(string ssh, string home) =>
        ssh.Split('=', 2) is [var id, var files] ? $"{id}={string.Join(',', files.Split(',').Select(file => Expand(file, home)))}" : ssh;
}
