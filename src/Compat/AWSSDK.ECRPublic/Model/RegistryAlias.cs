using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>A name of a public registry, as in <c>public.ecr.aws/alias</c>.</summary>
public class RegistryAlias
{
    public string? Name { get; set; }

    public RegistryAliasStatus? Status { get; set; }

    public bool? PrimaryRegistryAlias { get; set; }

    public bool? DefaultRegistryAlias { get; set; }

    internal static RegistryAlias Read(JsonElement json) =>
        new()
        {
            Name = json.Text("name"),
            Status = json.Constant("status", value => new RegistryAliasStatus(value)),
            PrimaryRegistryAlias = json.Flag("primaryRegistryAlias"),
            DefaultRegistryAlias = json.Flag("defaultRegistryAlias"),
        };
}
