using System.Text.RegularExpressions;

namespace Stevedore.Aws;

/// <summary>What a file of profiles says in ways that the AWS CLI reads and the AWS SDK does not, or reads as something else.</summary>
internal static class ProfileSpelling
{
    private static readonly Regex Commented = new(
        @"^\s*(?<key>[a-z_]+)\s*=.*\s[#;]",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex CommentedSection = new(@"^\s*\[[^\]]+\]\s*[#;]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    private static readonly Regex Section = new(
        @"^\s*\[\s*(?:profile\s+)?(?<name>[^\]]+)\]\s*(?:[#;].*)?$",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    // With a blank and a mark behind it none of them can be meant so.
    private static readonly ImmutableArray<string> Keys =
    [
        "aws_access_key_id",
        "aws_secret_access_key",
        "aws_session_token",
        "credential_source",
        "mfa_serial",
        "region",
        "role_arn",
        "role_session_name",
        "source_profile",
        "sso_account_id",
        "sso_region",
        "sso_role_name",
        "sso_session",
        "sso_start_url",
        "web_identity_token_file",
    ];

    /// <summary>Why a profile is not found, or not as it was meant; null where its spelling is not to blame.</summary>
    /// <param name="profile">Its name.</param>
    /// <param name="file">Where it is written.</param>
    /// <param name="lines">Of the file.</param>
    public static CredentialReason? Of(string profile, string file, IReadOnlyList<string> lines)
    {
        var isOfProfile = false;
        for (var index = 0; index < lines.Count; index++)
        {
            var where = Invariant($"line {index + 1} of {OutsideText.Line(file)}");
            if (Section.Match(lines[index]) is { Success: true } section)
            {
                var name = section.Groups["name"].Value.Trim();
                isOfProfile = Unquoted(name) == profile;
                if (isOfProfile && name != profile)
                {
                    return Quoted(where, name, profile);
                }
            }
            else if (isOfProfile && Commented.Match(lines[index]) is { Success: true } line && Keys.Contains(line.Groups["key"].Value))
            {
                return new(
                    $"{where} has a comment behind the value of {line.Groups["key"].Value}, which the AWS CLI leaves out and the AWS SDK takes for a part of the value",
                    "Write the comment on a line of its own."
                );
            }
        }

        return null;
    }

    /// <summary>What is wrong with a line that the SDK cannot read; null where nothing reads it.</summary>
    public static CredentialReason? OfLine(string where, string line) =>
        CommentedSection.IsMatch(line)
            ? new(
                $"{where} has a comment behind the name of its section, which the AWS CLI reads and the AWS SDK does not",
                "Write the comment on a line of its own."
            )
        : line.Length > 0 && char.IsWhiteSpace(line[0])
            ? new(
                $"{where} goes on with the value of the line above it, which the AWS CLI reads and the AWS SDK does not",
                "Write the whole value behind the '=', on one line."
            )
        : null;

    private static CredentialReason Quoted(string where, string name, string profile) =>
        new(
            $"{where} writes the name of the AWS profile in quotes ({OutsideText.Line(name, 80)}), which the AWS CLI takes off and the AWS SDK takes for a part of the name",
            profile.Any(char.IsWhiteSpace)
                ? $"Give the profile a name without spaces, which both read: [profile {OutsideText.Line(string.Join('-', profile.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 80)}], and AWS_PROFILE the same."
                : $"Write [profile {OutsideText.Line(profile, 80)}] there."
        );

    private static string Unquoted(string name) =>
        name is [('"' or '\'') and var mark, .. var inner, var last] && last == mark ? inner : name;
}
