namespace Stevedore.Source;

/// <summary>The answer of <c>git config --get-regexp ^remote\..*\.url$</c>: the URLs as they were chosen.</summary>
/// <remarks><c>git remote get-url</c> would apply <c>url.*.insteadOf</c>, with which CI systems put tokens into URLs.</remarks>
internal static class GitRemotes
{
    private const string Origin = "remote.origin.url ";

    public static string? Url(ImmutableArray<string> lines)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith(Origin, StringComparison.Ordinal)) ?? (lines is [var only] ? only : null);
        return line is null ? null : RepositoryUrl.Clean(line[(line.IndexOf(' ') + 1)..]);
    }
}
