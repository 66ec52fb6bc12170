using System.Text.RegularExpressions;
using Cake.Core;
using Stevedore.Arguments;

namespace Stevedore.CodeBuild;

/// <summary>What the arguments of a command ask to be built remotely.</summary>
internal static class BuildRequests
{
    private static readonly Regex Name = new("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex BucketName = new(
        "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly ImmutableDictionary<string, string> Sizes = new Dictionary<string, string>
    {
        ["small"] = "BUILD_GENERAL1_SMALL",
        ["medium"] = "BUILD_GENERAL1_MEDIUM",
        ["large"] = "BUILD_GENERAL1_LARGE",
        ["xlarge"] = "BUILD_GENERAL1_XLARGE",
        ["2xlarge"] = "BUILD_GENERAL1_2XLARGE",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="StevedoreException">A value is none.</exception>
    public static RemoteBuildRequest Of(ICakeArguments arguments) =>
        new()
        {
            Project = RunOptions.Value(arguments, "project"),
            Pipeline = RunOptions.Value(arguments, "pipeline"),
            Variables = Variables(RunOptions.Values(arguments, "env")),
            Buildspec = RunOptions.Value(arguments, "buildspec"),
            Compute = RunOptions.Value(arguments, "compute") is { } compute ? Compute(compute) : null,
            Image = RunOptions.Value(arguments, "image"),
            Connection = RunOptions.Value(arguments, "connection"),
            IsUpload = RunOptions.Flag(arguments, "upload"),
            Include = RunOptions.Values(arguments, "include"),
            Bucket = RunOptions.Value(arguments, "bucket") is { } bucket ? Bucket(bucket) : null,
            IsConfirmed = RunOptions.Flag(arguments, "yes"),
            IsBatch = RunOptions.Flag(arguments, "batch"),
            IsDetached = RunOptions.Flag(arguments, "detach"),
        };

    /// <summary>What is asked of a target that runs there: its own arguments say the rest.</summary>
    /// <exception cref="StevedoreException">A value is none.</exception>
    public static RemoteBuildRequest OfTarget(ICakeArguments arguments) =>
        Of(arguments) with
        {
            Buildspec = null,
            Image = null,
            Connection = null,
            IsBatch = false,
            IsDetached = false,
        };

    /// <exception cref="StevedoreException">One of them is none.</exception>
    public static ImmutableArray<BuildVariable> Variables(IEnumerable<string> texts)
    {
        ImmutableArray<BuildVariable> variables = [.. texts.Select(Variable)];
        return
            variables.GroupBy(variable => variable.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? throw new StevedoreException($"Cannot set {twice.Key} by --env", "it is given twice", "Give each variable once.")
            : variables;
    }

    private static BuildVariable Variable(string text)
    {
        if (text.Split('=', 2) is not [var name, var value] || !Name.IsMatch(name))
        {
            // What is behind the '=' may be a secret.
            throw new StevedoreException(
                $"Cannot read --env={OutsideText.Line(text.Split('=')[0], 80)}",
                text.Contains('=', StringComparison.Ordinal) ? "the name is no variable's" : "it has no value",
                "Write --env=NAME=value, --env=NAME=parameterStore:/name or --env=NAME=secretsManager:id:key."
            );
        }

        if (name.StartsWith("CODEBUILD_", StringComparison.OrdinalIgnoreCase))
        {
            throw new StevedoreException(
                $"Cannot set {name} by --env",
                "variables that begin with CODEBUILD_ are CodeBuild's own",
                "Choose another name."
            );
        }

        return Looked(name, value, "parameterStore:", BuildVariableKind.ParameterStore)
            ?? Looked(name, value, "secretsManager:", BuildVariableKind.SecretsManager)
            ?? new(name, BuildVariableKind.Plain, value);
    }

    private static BuildVariable? Looked(string name, string value, string prefix, BuildVariableKind kind) =>
        !value.StartsWith(prefix, StringComparison.Ordinal) ? null
        : value.Length == prefix.Length
            ? throw new StevedoreException(
                $"Cannot read --env={name}={value}",
                "it names nothing",
                kind == BuildVariableKind.ParameterStore
                    ? "Write the parameter's name behind it."
                    : "Write the secret's name or ARN behind it, and behind a ':' the key."
            )
        : new(name, kind, value[prefix.Length..]);

    private static string Bucket(string text) =>
        BucketName.IsMatch(text)
            ? text
            : throw new StevedoreException(
                $"Cannot read --bucket={OutsideText.Line(text, 120)}",
                "it is no bucket's name",
                "Write its name: 3 to 63 lower-case letters, digits, '-' and '.'."
            );

    private static string Compute(string text) =>
        Sizes.TryGetValue(text, out var size) ? size
        : text.StartsWith("BUILD_", StringComparison.Ordinal) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? text
        : throw new StevedoreException(
            $"Cannot read --compute={OutsideText.Line(text, 40)}",
            "it is no size",
            "Write small, medium, large, xlarge or 2xlarge, or CodeBuild's own name, such as BUILD_LAMBDA_1GB."
        );
}
