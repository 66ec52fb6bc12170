namespace Stevedore.CodeBuild.Executions;

/// <summary>Whether who approves has written what is approved, as far as names tell: none of them is a proof. Pure.</summary>
internal static class OwnCommit
{
    /// <summary>What both are called; null where nothing says that they are the same.</summary>
    public static string? Match(ImmutableArray<CommitAuthor> authors, CallerNames caller) =>
        authors.SelectMany(author => Matches(author, caller)).FirstOrDefault();

    private static IEnumerable<string> Matches(CommitAuthor author, CallerNames caller)
    {
        if (author.Mail is { } mail && Same(mail, caller.Mail))
        {
            yield return $"{mail}, as git's user.email";
        }

        if (author.Name is { } name && Same(name, caller.Name))
        {
            yield return $"{name}, as git's user.name";
        }

        // Who signs in by an identity provider is called by the address there, or by what is before its @.
        string?[] known = [author.Mail, author.Name, Local(author.Mail)];
        if (Array.Find(known, one => Same(one, caller.Session)) is { } session)
        {
            yield return $"{session}, as AWS knows the caller";
        }
    }

    // 1234+jane@users.noreply.github.com
    private static string? Local(string? mail) =>
        mail?.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
            ? mail[
                (
                    mail.LastIndexOf('+', at) is >= 0 and var plus
                    && mail.EndsWith("@users.noreply.github.com", StringComparison.OrdinalIgnoreCase)
                        ? plus + 1
                        : 0
                )..at
            ]
            : null;

    private static bool Same(string? one, string? other) =>
        !string.IsNullOrWhiteSpace(one) && string.Equals(one.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who has written a commit, or has a part in it.</summary>
/// <param name="Mail">Null where nothing says it.</param>
/// <param name="Name">Null where nothing says it.</param>
internal sealed record CommitAuthor(string? Mail, string? Name);

/// <summary>What whoever runs the command is called.</summary>
/// <param name="Mail">Git's <c>user.email</c>; null for none.</param>
/// <param name="Name">Git's <c>user.name</c>; null for none.</param>
/// <param name="Session">The user's name in AWS, or that of the session; null where it is not told.</param>
internal sealed record CallerNames(string? Mail, string? Name, string? Session)
{
    public bool IsNobody => string.IsNullOrWhiteSpace(Mail) && string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Session);

    // arn:aws:sts::123456789012:assumed-role/deployer/jane@acme.com, arn:aws:iam::123456789012:user/people/jane
    public static string? SessionOf(string? arn) =>
        arn?.LastIndexOf('/') is >= 0 and var slash && slash + 1 < arn.Length ? OutsideText.Line(arn[(slash + 1)..], 120) : null;
}
