using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Policies;

/// <summary>How long a policy is, as IAM counts it: without blanks.</summary>
internal static class PolicySize
{
    /// <summary>What the policies of a role may have together (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).</summary>
    public const int Most = 10_240;

    // As long as they get in most places.
    private static readonly ImmutableArray<KeyValuePair<string, string>> Known =
    [
        new("AWS::Partition", "aws"),
        new("AWS::AccountId", "111122223333"),
        new("AWS::Region", "ap-southeast-1"),
        new("AWS::URLSuffix", "amazonaws.com"),
    ];

    /// <param name="values">Of parameters.</param>
    public static int Of(ImmutableArray<Statement> statements, IEnumerable<KeyValuePair<string, string>> values)
    {
        KeyValuePair<string, string>[] known = [.. Known, .. values];
        return Length(StackRole.Document(statements), known);
    }

    // Braces, brackets, quotes, colons and commas, and what is between.
    private static int Length(TemplateNode node, KeyValuePair<string, string>[] known) =>
        node switch
        {
            TemplateText { Tag: "!Ref" } text => Filled($"${{{text.Value}}}", known) + 2,
            TemplateText text => Filled(text.Value, known) + 2,
            TemplateList { Tag: "!Sub", Items: [TemplateText text, ..] } => Filled(text.Value, known) + 2,
            TemplateList list => list.Items.Sum(item => Length(item, known) + 1) + 1,
            TemplateMap map => map.Sum(entry => entry.Key.Length + 4 + Length(entry.Value, known)) + 1,
            _ => 0,
        };

    private static int Filled(string text, KeyValuePair<string, string>[] known) =>
        known
            .Aggregate(text, (filled, value) => filled.Replace($"${{{value.Key}}}", value.Value, StringComparison.Ordinal))
            .Count(character => !char.IsWhiteSpace(character));
}
