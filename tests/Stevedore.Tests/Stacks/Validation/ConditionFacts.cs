namespace Stevedore.Tests.Stacks.Validation;

/// <summary>What follows for one condition from others.</summary>
internal sealed class ConditionFacts(Template template)
{
    public bool Imply(ImmutableArray<(string Condition, bool Met)> facts, string condition) =>
        facts.Any(fact => Follows(fact.Condition, fact.Met, condition, []));

    private bool Follows(string known, bool met, string asked, ImmutableArray<string> way)
    {
        if (known == asked && met)
        {
            return true;
        }

        return !way.Contains(known) && template.Conditions[known] is { } definition && Holds(definition, met, asked, way.Add(known));
    }

    private bool Holds(Node definition, bool met, string asked, ImmutableArray<string> way) =>
        definition switch
        {
            Function { Name: "Condition", Argument: Scalar name } => Follows(name.Text, met, asked, way),
            Function { Name: "Fn::Not", Argument: Sequence { Items: [var only] } } => Holds(only, !met, asked, way),
            Function { Name: "Fn::And", Argument: Sequence all } when met => all.Items.Any(one => Holds(one, met: true, asked, way)),
            Function { Name: "Fn::Or", Argument: Sequence all } when !met => all.Items.Any(one => Holds(one, met: false, asked, way)),
            _ => false,
        };
}
