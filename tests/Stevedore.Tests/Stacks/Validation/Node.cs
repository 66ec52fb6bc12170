namespace Stevedore.Tests.Stacks.Validation;

/// <summary>A value of a template, functions being values of their own whichever way they were written.</summary>
internal abstract record Node;

/// <param name="Plain">Whether it stands without quotes, so that YAML may read it as something other than text.</param>
internal sealed record Scalar(string Text, bool Plain) : Node;

internal sealed record Sequence(ImmutableArray<Node> Items) : Node;

internal sealed record Mapping(ImmutableArray<KeyValuePair<string, Node>> Entries) : Node
{
    public static Mapping Empty { get; } = new([]);

    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    public Node? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key).Value;
}

/// <param name="Name"><c>Ref</c>, <c>Condition</c> or <c>Fn::…</c>; that of a tag that nothing is known of begins with <c>!</c>.</param>
/// <param name="Argument">Of <c>Fn::GetAtt</c> always the two parts.</param>
internal sealed record Function(string Name, Node Argument) : Node;

internal static class Nodes
{
    private static readonly ImmutableArray<Node> None = [];

    public static string? Text(this Node? node) => (node as Scalar)?.Text;

    public static Mapping Map(this Node? node) => node as Mapping ?? Mapping.Empty;

    /// <summary>The elements, those of both branches of a condition too; a value that is no list is the list of itself.</summary>
    public static ImmutableArray<Node> Elements(this Node? node) =>
        node switch
        {
            null => None,
            Sequence sequence => [.. sequence.Items.SelectMany(item => item is Sequence ? [item] : item.Elements())],
            Function { Name: "Fn::If", Argument: Sequence { Items: [_, var met, var unmet] } } => [.. met.Elements(), .. unmet.Elements()],
            Function { Name: "Ref", Argument: Scalar { Text: "AWS::NoValue" } } => None,
            _ => [node],
        };

    /// <summary>How a value is told from another in words.</summary>
    public static string Show(this Node? node) =>
        node switch
        {
            null => "nothing",
            Scalar scalar => scalar.Text,
            Function { Name: "Ref" } function => $"${{{function.Argument.Show()}}}",
            Function { Name: "Fn::GetAtt", Argument: Sequence parts } => $"${{{string.Join('.', parts.Items.Select(Show))}}}",
            Function { Name: "Fn::Sub", Argument: Scalar text } => text.Text,
            Function function => $"{function.Name}({function.Argument.Show()})",
            Sequence sequence => $"[{string.Join(", ", sequence.Items.Select(Show))}]",
            Mapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {entry.Value.Show()}"))}}}",
            _ => throw new InvalidOperationException(node.GetType().Name),
        };
}
