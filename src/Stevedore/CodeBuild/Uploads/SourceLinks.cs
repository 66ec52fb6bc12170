namespace Stevedore.CodeBuild.Uploads;

/// <summary>Where the symbolic links of a tree lead. Pure: it follows them by what they say.</summary>
internal sealed class SourceLinks(IEnumerable<SourceFile> files)
{
    // As many as Linux follows.
    private const int MostFollowed = 40;

    private readonly Dictionary<string, string> targets = files
        .Where(file => file.Target is not null)
        .ToDictionary(file => file.Path, file => file.Target!, StringComparer.Ordinal);

    /// <summary>Whether following it leaves the tree, at its end or on the way.</summary>
    public bool LeadsOut(SourceFile link)
    {
        var followed = 0;
        var slash = link.Path.LastIndexOf('/');
        var at = slash < 0 ? [] : link.Path[..slash].Split('/').ToList();
        return LeadsOut(at, link.Target!, ref followed);
    }

    // Leaves in the list where it has got to.
    private bool LeadsOut(List<string> at, string target, ref int followed)
    {
        var path = OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target;
        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':') || ++followed > MostFollowed)
        {
            // One that leads in a circle leads nowhere.
            return followed <= MostFollowed;
        }

        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part == "..")
            {
                if (at.Count == 0)
                {
                    return true;
                }

                at.RemoveAt(at.Count - 1);
                continue;
            }

            at.Add(part);
            if (targets.TryGetValue(string.Join('/', at), out var next))
            {
                at.RemoveAt(at.Count - 1);
                if (LeadsOut(at, next, ref followed))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
