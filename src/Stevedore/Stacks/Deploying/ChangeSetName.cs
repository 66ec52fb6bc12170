using System.Security.Cryptography;
using System.Text;
using Amazon.CloudFormation.Model;

namespace Stevedore.Stacks.Deploying;

/// <summary>Names of change sets: the same for what would change the same, so that a run that was killed is found again by the next.</summary>
internal static class ChangeSetName
{
    private const string Prefix = "stevedore-";
    private const int Digits = 32;

    public static string Of(CreateChangeSetRequest request, string template)
    {
        StringBuilder text = new(template);
        foreach (
            var parameter in (request.Parameters ?? [])
                .Where(parameter => parameter.ParameterValue is not null)
                .OrderBy(parameter => parameter.ParameterKey, StringComparer.Ordinal)
        )
        {
            _ = text.Append('\0').Append(parameter.ParameterKey).Append('=').Append(parameter.ParameterValue);
        }

        _ = text.Append('\0').Append(request.RoleARN);
        return Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Digits];
    }

    /// <summary>One that is made to be looked at, and removed.</summary>
    public static string Passing(Guid id) => $"{Prefix}diff-{id:N}";

    /// <summary>Whether a change set is one of ours.</summary>
    public static bool IsOurs(string? name) => name?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>The token with which a change set is executed: the same however often it is asked for.</summary>
    /// <param name="arn">The change set's: arn:aws:cloudformation:…:changeSet/&lt;name&gt;/&lt;id&gt;.</param>
    public static string TokenOf(string arn) => Prefix + arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The name in an ARN.</summary>
    public static string? In(string? arn) => arn?.Split('/') is [_, var name, ..] ? name : null;
}
