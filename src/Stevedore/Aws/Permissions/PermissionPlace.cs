namespace Stevedore.Aws.Permissions;

/// <summary>Where a permission is needed: what the places of its ARN are filled with.</summary>
/// <param name="Region">Null for any, and for services that have none.</param>
/// <param name="Account">Null for any.</param>
/// <param name="Name">The name of a repository, secret, parameter or key, or its whole ARN; null for none.</param>
internal sealed record PermissionPlace(string? Region = null, string? Account = null, string? Name = null)
{
    /// <summary>Whether the name says it all.</summary>
    public bool IsArn => Name?.StartsWith("arn:", StringComparison.Ordinal) == true;

    /// <summary>The place that an ARN names, or nowhere in particular.</summary>
    public static PermissionPlace Of(string resource) =>
        resource.Split(':', 6) is ["arn", _, _, var region, var account, _]
            ? new(region.Length > 0 ? region : null, account.Length > 0 ? account : null, resource)
            : new();

    /// <summary>A text with what is known of the place, and <c>*</c> for the rest.</summary>
    public string Fill(string text)
    {
        var region = Region is null ? null : Amazon.RegionEndpoint.GetBySystemName(Region);
        return text.Replace("{partition}", region?.PartitionName ?? "aws", StringComparison.Ordinal)
            .Replace("{suffix}", region?.PartitionDnsSuffix ?? "amazonaws.com", StringComparison.Ordinal)
            .Replace("{region}", Region ?? "*", StringComparison.Ordinal)
            .Replace("{account}", Account ?? "*", StringComparison.Ordinal)
            .Replace("{name}", Name ?? "*", StringComparison.Ordinal);
    }
}
