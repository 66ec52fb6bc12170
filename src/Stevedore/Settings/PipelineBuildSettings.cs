using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>The project of CodeBuild that ships.</summary>
public sealed class PipelineBuildSettings
{
    /// <summary>The name of a project that is there. Default: one of the stack.</summary>
    [Setting(Rule = typeof(ProjectRule))]
    public string? Project { get; set; }

    /// <summary>Relative to the repository. Default: <c>buildspec.yml</c>.</summary>
    [Setting(Rule = typeof(InsidePathRule), Default = "buildspec.yml")]
    public string? Buildspec { get; set; }

    /// <summary>The image that builds run in: one of CodeBuild's, or one's own in ECR. Default: CodeBuild's newest for the platform.</summary>
    [Setting(Rule = typeof(BuildImageRule))]
    public string? Image { get; set; }

    /// <summary>What builds run on: <c>linux/amd64</c> or <c>linux/arm64</c>. Default: <c>linux/amd64</c>.</summary>
    [Setting(Choices = ["linux/amd64", "linux/arm64"], Default = "linux/amd64")]
    public string? Platform { get; set; }

    /// <summary><c>small</c>, <c>medium</c>, <c>large</c>, <c>xlarge</c> or <c>2xlarge</c>. Default: <c>small</c>.</summary>
    [Setting(Choices = ["small", "medium", "large", "xlarge", "2xlarge"], Default = "small")]
    public string? Compute { get; set; }

    /// <summary>After how many minutes a build is ended. Default: 60.</summary>
    [Setting(Rule = typeof(BuildTimeoutRule), Default = 60)]
    public int? TimeoutMinutes { get; set; }

    /// <summary>Environment variables of builds: text, <c>secretsManager:id[:key]</c> or <c>parameterStore:name</c>.</summary>
    [Setting(KeyRule = typeof(BuildVariableNameRule), Rule = typeof(BuildVariableRule))]
    public OrderedDictionary<string, string>? Variables { get; set; }

    /// <summary>The network that builds run in. Default: none of one's own.</summary>
    public VpcSettings? Vpc { get; set; }

    /// <summary>The ARN of a role that is there, for builds. Default: one of the stack.</summary>
    [Setting(Rule = typeof(RoleRule))]
    public string? Role { get; set; }

    /// <summary>The release of buildx to install, of docker/buildx such as <c>v0.37.0</c>, or of docker/buildx-desktop. Default: with the builder driver <c>cloud</c>, which the buildx of CodeBuild's images lacks, <c>v0.37.0</c>; else none.</summary>
    [Setting(Rule = typeof(BuildxReleaseRule))]
    public string? Buildx { get; set; }

    /// <summary>The SHA-256 of that release's file for the platform.</summary>
    [Setting(Rule = typeof(ChecksumRule))]
    public string? BuildxChecksum { get; set; }
}

/// <summary>A network.</summary>
public sealed class VpcSettings
{
    /// <summary>Such as <c>vpc-0a1b2c3d</c>.</summary>
    [Setting(Rule = typeof(VpcIdRule), IsRequired = true)]
    public string? Id { get; set; }

    /// <summary>Private ones, with a way to the internet or to the endpoints of AWS.</summary>
    [Setting(Rule = typeof(SubnetRule), NeedsItem = true, IsRequired = true)]
    public IReadOnlyList<string>? Subnets { get; set; }

    /// <summary>Security groups that let builds out.</summary>
    [Setting(Rule = typeof(SecurityGroupRule), NeedsItem = true, IsRequired = true)]
    public IReadOnlyList<string>? SecurityGroups { get; set; }
}
