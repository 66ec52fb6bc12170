using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>How a copy of a secret in another region stands.</summary>
public class ReplicationStatusType
{
    public string? Region { get; set; }

    public string? KmsKeyId { get; set; }

    public StatusType? Status { get; set; }

    public string? StatusMessage { get; set; }

    public DateTime? LastAccessedDate { get; set; }

    internal static ReplicationStatusType Read(JsonElement json) =>
        new()
        {
            Region = json.Text("Region"),
            KmsKeyId = json.Text("KmsKeyId"),
            Status = json.Constant("Status", value => new StatusType(value)),
            StatusMessage = json.Text("StatusMessage"),
            LastAccessedDate = json.Time("LastAccessedDate"),
        };
}
