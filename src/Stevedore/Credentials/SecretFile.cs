namespace Stevedore.Credentials;

/// <summary>A file that docker reads as a secret.</summary>
internal static class SecretFile
{
    private const int MostRead = 256 * 1024;

    /// <summary>Keeps what it holds out of what is shown. A file that is larger, or not text, is none that a line could show.</summary>
    public static void Keep(string path, Redactor redactor)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: <= MostRead })
            {
                redactor.Keep(File.ReadAllText(path));
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Docker, which needs it, says why it cannot be read.
        }
    }
}
