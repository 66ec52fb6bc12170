using System.Text.RegularExpressions;

namespace Stevedore.CodeBuild;

/// <summary>A build, as it is asked for.</summary>
/// <param name="Id">The project and a number.</param>
/// <param name="Region">Null where only an id was said.</param>
/// <param name="IsBatch">Whether it is a batch of builds; null where only an id was said.</param>
internal sealed record BuildId(string Id, string? Region, bool? IsBatch)
{
    private static readonly Regex Plain = new(
        "^[A-Za-z0-9][A-Za-z0-9_-]*:[A-Za-z0-9-]+$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Arn = new(
        @"^arn:[a-z-]+:codebuild:(?<region>[a-z0-9-]+):\d{12}:(?<kind>build|build-batch)/(?<id>[A-Za-z0-9][A-Za-z0-9_-]*:[A-Za-z0-9-]+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Its project.</summary>
    public string Project => Id[..Id.IndexOf(':', StringComparison.Ordinal)];

    /// <exception cref="StevedoreException">It is neither an id nor an ARN.</exception>
    public static BuildId Parse(string text) =>
        Arn.Match(text) is { Success: true, Groups: var arn }
            ? new(arn["id"].Value, arn["region"].Value, arn["kind"].Value == "build-batch")
        : Plain.IsMatch(text) ? new(text, null, null)
        : throw new StevedoreException(
            $"Cannot read --follow={OutsideText.Line(text, 120)}",
            "it is no build's id",
            "Write the project and the number, <project>:<number>, or the ARN; CodeBuildRun prints it, and CODEBUILD_BUILD_ID has it inside a build."
        );
}

/// <summary>A project, as it is asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">Null where only a name was said.</param>
/// <param name="Account">Null where only a name was said.</param>
internal sealed record BuildProject(string Name, string? Region, string? Account = null)
{
    private static readonly Regex Plain = new(
        "^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Arn = new(
        @"^arn:[a-z-]+:codebuild:(?<region>[a-z0-9-]+):(?<account>\d{12}):project/(?<name>[A-Za-z0-9][A-Za-z0-9_-]{1,149})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>The account that the project is in; null where nothing says it.</summary>
    /// <param name="arn">Its ARN, as CodeBuild says it; null where that may not be asked.</param>
    /// <exception cref="StevedoreException">It is not the account that was said.</exception>
    public string? AccountOf(string? arn) =>
        arn?.Split(':') is not [_, _, _, _, { Length: 12 } its, ..] ? Account
        : Account is null || Account == its ? its
        : throw new StevedoreException(
            $"Cannot start a build of the project '{Name}'",
            $"--project names one of the account {Account}, and the credentials are of the account {OutsideText.Line(its, 12)}",
            "Take credentials of that account (AWS_PROFILE), or correct the ARN."
        );

    /// <exception cref="StevedoreException">It is neither a name nor an ARN.</exception>
    public static BuildProject Parse(string text) =>
        Arn.Match(text) is { Success: true, Groups: var arn } ? new(arn["name"].Value, arn["region"].Value, arn["account"].Value)
        : Plain.IsMatch(text) ? new(text, null)
        : throw new StevedoreException(
            $"Cannot read --project={OutsideText.Line(text, 120)}",
            "it is no project's name",
            "Write its name, of letters, digits, '-' and '_', or its ARN; `aws codebuild list-projects` shows those that there are."
        );
}
