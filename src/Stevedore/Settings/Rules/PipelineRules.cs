using System.Globalization;
using System.Text.RegularExpressions;

namespace Stevedore.Settings.Rules;

/// <summary>A text that a regular expression tells, and what to write where it does not.</summary>
/// <param name="pattern">Of ECMA-262, anchored.</param>
/// <param name="what">What the text is not: <c>the name of a bucket</c>.</param>
/// <param name="hint">What to write.</param>
internal abstract class PatternRule(string pattern, string what, string hint) : ISettingRule
{
    private readonly Regex expression = new(pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

    public string? Pattern => pattern;

    public Complaint? Check(string text) =>
        text.Length < 2048 && !text.EndsWith('\n') && expression.IsMatch(text)
            ? null
            : new($"{TokenShape.Quoted(OutsideText.Line(text, 80))} is not {what}", hint);
}

/// <summary>The stack, the pipeline and the files are called so.</summary>
internal sealed class PipelineNameRule()
    : PatternRule("^[A-Za-z][A-Za-z0-9-]{0,49}$", "a name for a pipeline", "use letters, digits and '-', 50 at most, a letter first");

internal sealed class BucketRule()
    : PatternRule(
        "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
        "the name of a bucket",
        "use its name alone: 3 to 63 small letters, digits, '.' and '-'"
    );

internal sealed class ZipKeyRule()
    : PatternRule(
        "^[A-Za-z0-9!_.*'()/-]{1,900}[.]zip$",
        "the key of a .zip",
        "CodePipeline takes archives only: write one like source/shop.zip"
    );

internal sealed class KeyRule()
    : PatternRule(
        "^arn:aws[^:]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$",
        "the ARN of a key",
        "write it like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    );

internal sealed class PolicyRule()
    : PatternRule(
        "^arn:aws[^:]*:iam::(?:[0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]+$",
        "the ARN of a policy",
        "write it like arn:aws:iam::111122223333:policy/boundary"
    );

internal sealed class TopicRule()
    : PatternRule(
        "^arn:aws[^:]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$",
        "the ARN of a topic",
        "write it like arn:aws:sns:eu-west-1:111122223333:builds"
    );

internal sealed class ConnectionRule()
    : PatternRule(
        "^(?:arn:aws[^:]*:(?:codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[A-Za-z0-9-]+|[A-Za-z0-9_=+@.-]{1,32})$",
        "a connection",
        "write its name, or its ARN as `aws codeconnections list-connections` prints it"
    );

internal sealed class SourceRepositoryRule()
    : PatternRule(
        "^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$",
        "a repository",
        "write it like acme/shop, without the host; of CodeCommit its name"
    );

internal sealed class BranchRule()
    : PatternRule("^[A-Za-z0-9_][A-Za-z0-9_./+@=-]{0,254}$", "a branch", "write its name, without refs/heads/ and without wildcards");

/// <summary>A glob of branches, tags or files.</summary>
internal sealed class TriggerPatternRule()
    : PatternRule("^[A-Za-z0-9_*{}?!.+@=,/-]{1,255}$", "a pattern of a trigger", "write it like release/* or app/**");

internal sealed class PlainTagRule() : PatternRule("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", "a tag", "write one tag, such as latest");

internal sealed class ProjectRule()
    : PatternRule("^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$", "the name of a project of CodeBuild", "use its name alone, not its ARN");

internal sealed class BuildImageRule()
    : PatternRule(
        "^[a-z0-9][A-Za-z0-9_.:/@-]{0,254}$",
        "a build image",
        "write it like aws/codebuild/standard:8.0 or <account>.dkr.ecr.<region>.amazonaws.com/tools:1"
    );

internal sealed class StageNameRule()
    : PatternRule("^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$", "a name for a stage", "use letters, digits, '-' and '_', 40 at most");

internal sealed class CodeDeployNameRule() : PatternRule("^[A-Za-z0-9+=,.@_-]{1,100}$", "a name of CodeDeploy", "use its name alone");

internal sealed class VpcIdRule() : PatternRule("^vpc-[0-9a-f]{8,17}$", "a VPC", "write it like vpc-0a1b2c3d");

internal sealed class SubnetRule() : PatternRule("^subnet-[0-9a-f]{8,17}$", "a subnet", "write it like subnet-0a1b2c3d");

internal sealed class SecurityGroupRule() : PatternRule("^sg-[0-9a-f]{8,17}$", "a security group", "write it like sg-0a1b2c3d");

internal sealed class TagKeyRule()
    : PatternRule(
        "^(?!aws:)[A-Za-z0-9 _.:/=+@-]{1,128}$",
        "the key of a tag",
        "use letters, digits, spaces and _ . : / = + - @, and not aws: in front"
    );

/// <summary>The value of a tag, which everybody may read.</summary>
internal sealed class TagValueRule : ISettingRule
{
    private const int MostCharacters = 256;

    public Complaint? Check(string text) =>
        TokenShape.IsToken(text) ? new PlainVariableRule().Check(text)
        : text.Length <= MostCharacters && text.All(letter => char.IsLetterOrDigit(letter) || " _.:/=+@-".Contains(letter)) ? null
        : new(
            $"'{OutsideText.Line(text, 80)}' is not the value of a tag",
            Invariant($"use letters, digits, spaces and _ . : / = + - @, {MostCharacters} at most")
        );
}

internal sealed class BuildxReleaseRule()
    : PatternRule(
        "^v(?:[0-9]+[.][0-9]+[.][0-9]+-desktop[.][0-9]+|(?:0[.](?:3[7-9]|[4-9][0-9]|[1-9][0-9]{2,})|[1-9][0-9]*[.][0-9]+)[.][0-9]+)$",
        "a release of buildx with the cloud driver",
        "write it like v0.37.0, the first that has it, or of docker/buildx-desktop like v0.29.1-desktop.1"
    );

internal sealed class ChecksumRule()
    : PatternRule("^[0-9a-f]{64}$", "a SHA-256", "write its 64 hexadecimal digits, as checksums.txt beside the release has them");

/// <summary>What follows the build.</summary>
internal sealed class StageActionRule : ISettingRule
{
    public const string Project = "project:";
    private static readonly ImmutableArray<string> Words = ["stevedore", "ecs", "codedeploy"];
    private static readonly ProjectRule Name = new();

    public string? Pattern => "^(?:stevedore|ecs|codedeploy|project:[A-Za-z0-9][A-Za-z0-9_-]{1,149})$";

    public Complaint? Check(string text) =>
        text.StartsWith(Project, StringComparison.Ordinal) ? Name.Check(text[Project.Length..])
        : Words.Contains(text) ? null
        : new($"{TokenShape.Quoted(OutsideText.Line(text, 80))} is not a choice here", Nearest.Hint(text, [.. Words, "project:<name>"]));
}

internal sealed class BuildTimeoutRule : ISettingRule
{
    public Complaint? Check(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 5 and <= 2160
            ? null
            : new($"a build cannot be ended after {text} minutes", "write a whole number from 5 to 2160, which are 36 hours");
}

/// <summary>A variable of a build. CodeBuild sets its own.</summary>
internal sealed class BuildVariableNameRule : ISettingRule
{
    public string? Pattern => "^(?!CODEBUILD_)[A-Za-z_][A-Za-z0-9_]*$";

    public Complaint? Check(string text) =>
        text.StartsWith("CODEBUILD_", StringComparison.Ordinal)
            ? new($"'{OutsideText.Line(text, 80)}' is CodeBuild's own", "give the variable a name that does not begin with CODEBUILD_")
            : new VariableRule().Check(text);
}

/// <summary>What everybody may read.</summary>
internal sealed class PlainVariableRule : ISettingRule
{
    public Complaint? Check(string text) =>
        TokenShape.IsToken(text) ? new("is a token, and everybody may read it here", "take it out, and keep it in Secrets Manager")
        : text.Length == 0 ? new("is empty", "write a value, or leave the key out")
        : text.Any(char.IsControl) ? new("has a control character in it", "leave it out")
        : null;
}

/// <summary>The value of a variable of builds, or where it is.</summary>
internal sealed class BuildVariableRule : ISettingRule
{
    private static readonly ImmutableArray<string> Places = ["secretsManager:", "parameterStore:"];

    public Complaint? Check(string text) =>
        TokenShape.IsToken(text)
            ? new(
                "is a token, and who may read the project may read it",
                "keep it in Secrets Manager, and write secretsManager:<id>[:<key>]"
            )
        : Places.Any(place => text == place) ? new($"'{text}' names nothing", "write its name behind the colon")
        : Array.Find([.. Places], place => text.StartsWith(place, StringComparison.OrdinalIgnoreCase)) is { } meant
        && !text.StartsWith(meant, StringComparison.Ordinal)
            ? new($"does not begin with {meant}", $"did you mean {meant}{OutsideText.Line(text[meant.Length..], 60)}?")
        : Places.Any(place => text.StartsWith(place, StringComparison.Ordinal)) && SecretNameRule.CheckPlace(text) is { } complaint
            ? complaint
        : new PlainVariableRule().Check(text);
}

internal sealed class NotificationEventRule : ISettingRule
{
    private static readonly ImmutableArray<string> Events = ["started", "succeeded", "failed", "approval"];

    public string? Pattern => "^(?:started|succeeded|failed|approval)$";

    public Complaint? Check(string text) =>
        Events.Contains(text)
            ? null
            : new($"{TokenShape.Quoted(OutsideText.Line(text, 80))} is not a choice here", Nearest.Hint(text, Events));
}
