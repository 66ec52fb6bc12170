using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>Where the code of a pipeline is.</summary>
public sealed class PipelineSourceSettings
{
    /// <summary><c>connection</c>, <c>codecommit</c>, <c>s3</c> or <c>github-v1</c>, which is there for those who still have it. Default: <c>connection</c>.</summary>
    [Setting(Choices = ["connection", "codecommit", "s3", "github-v1"])]
    public string? Type { get; set; }

    /// <summary>What a connection leads to: <c>github</c>, <c>gitlab</c>, <c>bitbucket</c> or <c>azure-devops</c>. Default: <c>github</c>.</summary>
    [Setting(Choices = ["github", "gitlab", "bitbucket", "azure-devops"])]
    public string? Provider { get; set; }

    /// <summary>A connection of AWS CodeConnections, by name or ARN. It has to be there: only a person can make its handshake.</summary>
    [Setting(Rule = typeof(ConnectionRule))]
    public string? Connection { get; set; }

    /// <summary>The repository, such as <c>acme/shop</c>; of CodeCommit its name. Case matters.</summary>
    [Setting(Rule = typeof(SourceRepositoryRule))]
    public string? Repository { get; set; }

    /// <summary>The branch. Default: <c>main</c>.</summary>
    [Setting(Rule = typeof(BranchRule))]
    public string? Branch { get; set; }

    /// <summary><c>full</c>, with the history, or <c>zip</c>, which has no .git and loses executable bits. Default: <c>full</c>.</summary>
    [Setting(Choices = ["full", "zip"])]
    public string? Clone { get; set; }

    /// <summary>Whether the stack makes the repository of CodeCommit. Default: false.</summary>
    public bool? Create { get; set; }

    /// <summary>The bucket of type <c>s3</c>, which has to be versioned and to send its events to EventBridge.</summary>
    [Setting(Rule = typeof(BucketRule))]
    public string? Bucket { get; set; }

    /// <summary>The key of a .zip in it.</summary>
    [Setting(Rule = typeof(ZipKeyRule))]
    public string? Key { get; set; }

    /// <summary>Of type <c>github-v1</c>: the secret in Secrets Manager whose whole value is the token.</summary>
    [Setting(Rule = typeof(PlaceRule))]
    public string? Token { get; set; }
}
