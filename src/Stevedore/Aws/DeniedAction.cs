using System.Text.RegularExpressions;
using Stevedore.Aws.Permissions;

namespace Stevedore.Aws;

/// <summary>The permission that AWS's own words say is missing, in its APIs and in its registries alike.</summary>
/// <param name="Action">The IAM action, such as <c>ecr:InitiateLayerUpload</c>.</param>
/// <param name="Resource">An ARN or <c>*</c>; null where only a name is said, or nothing.</param>
internal sealed record DeniedAction(string Action, string? Resource)
{
    // User: arn:… is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:… because no identity-based policy allows …
    private static readonly Regex Said = new(
        @"not authorized to perform:? (?<action>[a-z0-9-]{1,64}:\w{1,128}\b)( on resource:? ""?(?<resource>[^\s""]+))?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Null when the message names no action.</summary>
    public static DeniedAction? From(string message)
    {
        var match = Said.Match(message);
        if (!match.Success)
        {
            return null;
        }

        var resource = match.Groups["resource"].Value.TrimEnd('.', ',', ';');
        return new(
            match.Groups["action"].Value,
            resource == "*" || resource.StartsWith("arn:", StringComparison.Ordinal) ? resource : null
        );
    }

    /// <summary>The statement that would allow it.</summary>
    public PolicyStatement Missing => KnownPermissions.Statement(Action, Resource ?? "*");
}
