using System.Globalization;
using Stevedore.Templates;

namespace Stevedore.Settings.Rules;

/// <summary>How ECS names clusters and services.</summary>
internal static class EcsName
{
    private const int MaximumLength = 255;

    public const string Pattern = "^(?:arn:aws[^:]*:ecs:[a-z0-9-]+:[0-9]{12}:KIND/[A-Za-z0-9_/-]+|[A-Za-z0-9_-]{1,255})$";

    public static Complaint? Check(string text, string kind) =>
        (Word.Is(text) && text.Length <= MaximumLength) || IsArn(text, kind)
            ? null
            : new(
                $"'{OutsideText.Line(text, 80)}' is not the name of a {kind}",
                $"use letters, digits, '-' and '_', or its ARN, arn:aws:ecs:<region>:<account>:{kind}/…"
            );

    private static bool IsArn(string text, string kind) =>
        text.Split(':', 6) is ["arn", ['a', 'w', 's', ..], "ecs", { Length: > 0 }, { } account, { } name]
        && AwsRules.IsAccount(account)
        && name.StartsWith($"{kind}/", StringComparison.Ordinal)
        && name.Split('/').All(Word.Is);
}

internal sealed class ClusterRule : ISettingRule
{
    public string? Pattern => EcsName.Pattern.Replace("KIND", "cluster", StringComparison.Ordinal);

    public Complaint? Check(string text) => EcsName.Check(text, "cluster");
}

internal sealed class ServiceRule : ISettingRule
{
    public string? Pattern => EcsName.Pattern.Replace("KIND", "service", StringComparison.Ordinal);

    public Complaint? Check(string text) => EcsName.Check(text, "service");
}

internal sealed class TimeoutRule : ISettingRule
{
    private const int MostMinutes = 60 * 24 * 14;

    public Complaint? Check(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= MostMinutes
            ? null
            : new($"{text} minutes cannot be waited", "write a whole number from 1 to 20160, two weeks");
}

internal sealed class UnitsRule : ISettingRule
{
    public Complaint? Check(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units > 0
            ? null
            : new($"{text} is no size", "write a whole number above 0, or leave the key out");
}

internal sealed class ShippedImageRule : ISettingRule
{
    public const string Prefix = "image:";

    public string? Pattern => "^image:[a-z0-9]+(?:[-_][a-z0-9]+)*$";

    public Complaint? Check(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && Images.ImageName.TryParse(text[Prefix.Length..]) is not null
            ? null
            : new($"'{OutsideText.Line(text, 80)}' is not an image that was shipped", "write image:<name of the image>");
}

internal sealed class EnvironmentNameRule : ISettingRule
{
    public string? Pattern => "^[A-Za-z_][A-Za-z0-9_.-]*$";

    // Containers may have names that shells cannot set.
    public Complaint? Check(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-')
            ? null
            : new($"{TokenShape.Quoted(text)} is not the name of an environment variable", "use letters, digits, '_', '.' and '-'");
}

/// <summary>The template of an environment variable, which has the grammar of a tag's.</summary>
internal sealed class EnvironmentValueRule : ISettingRule
{
    // The value is not repeated: it may hold a password, also between braces.
    public Complaint? Check(string text) =>
        TemplateParser.Parse(text).Complaint is null
            ? null
            : new("has braces that are no placeholder", $"use one of {TemplatePlaceholders.Choices}; write {{{{ and }}}} for braces");
}

/// <summary>Where ECS gets a secret from when a task starts.</summary>
internal sealed class TaskSecretRule : ISettingRule
{
    private static readonly ImmutableArray<string> Beginnings = ["secretsManager:", "parameterStore:", "arn:"];

    public string? Pattern => @"^(?:secretsManager|parameterStore|arn):[\s\S]+$";

    // The value is not repeated: it may be the secret itself.
    public Complaint? Check(string text) =>
        Beginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal) && text.Length > beginning.Length)
            ? SecretNameRule.CheckPlace(text)
            : new("does not say where ECS finds the secret", "begin with secretsManager:, parameterStore: or the ARN of either");
}

/// <summary>A role, by name or ARN.</summary>
internal sealed class TaskRoleRule()
    : PatternRule(
        "^(?:arn:aws[^:]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+|[A-Za-z0-9+=,.@_-]{1,64})$",
        "a role",
        "write its name, or its ARN where it has a path"
    );
