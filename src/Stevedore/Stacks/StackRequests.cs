using Cake.Core;
using Stevedore.Arguments;

namespace Stevedore.Stacks;

/// <summary>What the arguments of commands about stacks ask for.</summary>
internal static class StackRequests
{
    private static readonly ImmutableArray<string> Known = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

    /// <exception cref="StevedoreException">A value is none.</exception>
    public static StackRequest Of(ICakeArguments arguments) =>
        new(RunOptions.Value(arguments, "pipeline"))
        {
            IsConfirmed = RunOptions.Flag(arguments, "yes"),
            Role = RunOptions.Value(arguments, "role") is { } role ? Role(role) : null,
            Capabilities = RunOptions.Value(arguments, "capabilities") is { } capabilities
                ? [.. capabilities.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Capability)]
                : [],
        };

    private static string Role(string text) =>
        text.Split(':') is ["arn", _, "iam", "", { Length: 12 } account, var name]
        && account.All(char.IsAsciiDigit)
        && name.StartsWith("role/", StringComparison.Ordinal)
        && name.Length > "role/".Length
            ? text
            : throw new StevedoreException(
                $"Cannot read --role={OutsideText.Line(text, 120)}",
                "it is no ARN of a role",
                "Write the whole of it: arn:aws:iam::<account>:role/<name>. CloudFormation itself takes this role; the role that you take is pipelines.<name>.role."
            );

    private static string Capability(string text) =>
        Known.Contains(text)
            ? text
            : throw new StevedoreException(
                $"Cannot read --capabilities={OutsideText.Line(text, 60)}",
                "CloudFormation knows none of that name",
                new Complaint("", Nearest.Hint(text, Known)).Sentence
            );
}
