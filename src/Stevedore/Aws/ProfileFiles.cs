namespace Stevedore.Aws;

/// <summary>The files that profiles are written in.</summary>
/// <param name="variable">The environment.</param>
internal sealed class ProfileFiles(Func<string, string?> variable)
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>Whether one of them spells a profile as the SDK does not read it; null where none does.</summary>
    public CredentialReason? Spelling(string profile) =>
        new[] { Place("AWS_CONFIG_FILE", "config"), Place("AWS_SHARED_CREDENTIALS_FILE", "credentials") }
            .Select(file => ProfileSpelling.Of(profile, file, Lines(file)))
            .FirstOrDefault(reason => reason is not null);

    private string Place(string name, string own) =>
        variable(name) is { Length: > 0 } file
            ? file
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", own);

    private static string[] Lines(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= MostBytes } ? File.ReadAllLines(file) : [];
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            // Who reads it for what it says tells that it cannot be read.
            return [];
        }
    }
}
