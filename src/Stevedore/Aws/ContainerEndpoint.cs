namespace Stevedore.Aws;

/// <summary>Where a container's environment says that credentials are.</summary>
/// <param name="variable">The environment.</param>
internal sealed class ContainerEndpoint(Func<string, string?> variable)
{
    /// <summary>The variable that names a path on the agent of ECS.</summary>
    public const string Relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

    /// <summary>The variable that names a whole address.</summary>
    public const string Full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private const string Token = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private const string TokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

    /// <summary>What to do where it gives none.</summary>
    /// <param name="variable">What names it.</param>
    public static string Fix(string variable) =>
        $"Check that what gives credentials there is running, or unset {variable} to use other credentials.";

    /// <summary>What names it.</summary>
    public string Variable => Value(Relative) is null ? Full : Relative;

    /// <summary>Where it is.</summary>
    public Uri Address => Value(Relative) is { } path ? new(new Uri("http://169.254.170.2"), path) : new(Value(Full)!);

    /// <summary>What is sent along, read at each request: it is renewed in its file. Null for nothing.</summary>
    /// <exception cref="NoCredentialsException">It cannot be read or sent.</exception>
    public string? Authorization()
    {
        var (from, token) = Value(TokenFile) is { } file ? (TokenFile, Read(file)) : (Token, Value(Token));
        return token is null || !token.Any(char.IsControl)
            ? token
            : throw new NoCredentialsException(
                new($"the token that {from} gives has a line break or another control character in it", "Write it without."),
                null
            );
    }

    private string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file) is { Length: > 0 } token ? token : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new NoCredentialsException(
                new(
                    $"the file that {TokenFile} names, {OutsideText.Line(file)}, cannot be read",
                    $"Check that the token is there for this process, or unset {TokenFile}."
                ),
                cause
            );
        }
    }
}
