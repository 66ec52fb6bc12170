using System.Text.RegularExpressions;

namespace Stevedore.Docker;

/// <summary>A buildkitd.toml with the authorities of registries, which buildx copies into the builders that it creates.</summary>
/// <remarks><see href="https://docs.docker.com/build/buildkit/toml-configuration/"/></remarks>
internal static class BuildKitConfig
{
    private static readonly Regex InlineRegistry = new("^\\s*[\"']?registry[\"']?\\s*[.=]", RegexOptions.None, TimeSpan.FromSeconds(1));
    private static readonly Regex Authorities = new("^\\s*[\"']?ca[\"']?\\s*=", RegexOptions.None, TimeSpan.FromSeconds(1));
    private static readonly Regex Table = new("^\\s*\\[", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>The user's own text with a <c>ca</c> for each registry that has none in it.</summary>
    /// <param name="text">What the user wrote; null for nothing.</param>
    /// <param name="path">The user's file, for the message.</param>
    /// <param name="authorities">One a host.</param>
    /// <exception cref="StevedoreException">The user's text is written so that nothing can be put into it without reading all of TOML.</exception>
    public static string Merge(string? text, string? path, ImmutableArray<RegistryAuthority> authorities)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').ToList();
        foreach (var authority in authorities)
        {
            var table = lines.FindIndex(line => IsTable(line, authority.Host));
            if (table >= 0 && lines.Skip(table + 1).TakeWhile(line => !Table.IsMatch(line)).Any(line => Authorities.IsMatch(line)))
            {
                continue;
            }

            if (!IsPlain(lines, authority.Host))
            {
                throw Unmergeable(path, authority);
            }

            if (table < 0)
            {
                lines.AddRange([$"[registry.\"{authority.Host}\"]", Entry(authority)]);
            }
            else
            {
                lines.Insert(table + 1, Entry(authority));
            }
        }

        return string.Join('\n', lines).TrimStart('\n') + "\n";
    }

    private static string Entry(RegistryAuthority authority) =>
        $"  ca = [\"{authority.File.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";

    // Where registries are not written as tables of their own, one more table would contradict them. In a string of several lines,
    // a line may look like a table and be none.
    private static bool IsPlain(List<string> lines, string host) =>
        !lines.Exists(line =>
            line.Contains("\"\"\"", StringComparison.Ordinal)
            || line.Contains("'''", StringComparison.Ordinal)
            || InlineRegistry.IsMatch(line)
            || Regex.IsMatch(line, $"^\\s*{Key(host)}\\s*[.=]", RegexOptions.None, TimeSpan.FromSeconds(1))
        );

    private static bool IsTable(string line, string host) =>
        Regex.IsMatch(line, $"^\\s*\\[\\s*[\"']?registry[\"']?\\s*\\.\\s*{Key(host)}\\s*\\]", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Key(string host) => $"[\"']?{Regex.Escape(host)}[\"']?";

    private static StevedoreException Unmergeable(string? path, RegistryAuthority authority) =>
        new(
            $"Cannot give the builder the authority of the registry '{authority.Registry}'",
            $"builder.config, {path}, is not written so that it can be added",
            $"Add it there: `ca = [\"{authority.File}\"]` for registry.\"{authority.Host}\"."
        );
}
