using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds every policy of a template against what IAM knows: actions, resources, conditions, principals; and against least privilege.</summary>
internal sealed partial class PolicyCheck
{
    private readonly TemplateResolver resolver;
    private readonly List<string> faults = [];

    private PolicyCheck(Template template) => resolver = new(template) { WithHoles = true };

    [GeneratedRegex(@"arn:aws(-[a-z-]+)?:[^\s""']*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LiteralArn { get; }

    // An ARN of which nothing is left open is a person's own, and names the partition that it is in.
    [GeneratedRegex(@"^arn:aws(-[a-z-]+)?:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:[^*?$]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeArn { get; }

    [GeneratedRegex("^[A-Za-z0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex Alphanumeric { get; }

    public static ImmutableArray<string> Faults(Template template)
    {
        var check = new PolicyCheck(template);
        foreach (var resource in template.Resources)
        {
            check.Partition(resource.Path, resource.Body);
        }

        foreach (var document in PolicyDocument.In(template))
        {
            check.Document(document);
        }

        check.Sizes(template);
        return [.. check.faults];
    }

    private void Partition(string path, Node node)
    {
        switch (node)
        {
            case Scalar scalar:
                foreach (var arn in LiteralArn.Matches(scalar.Text).Select(match => match.Value).Where(arn => !WholeArn.IsMatch(arn)))
                {
                    faults.Add($"{path}: '{arn}' names its partition; write ${{AWS::Partition}}.");
                }

                break;
            case Function function:
                Partition(path, function.Argument);
                break;
            case Sequence sequence:
                foreach (var (index, item) in sequence.Items.Index())
                {
                    Partition($"{path}[{index}]", item);
                }

                break;
            case Mapping mapping:
                foreach (var (key, value) in mapping.Entries)
                {
                    Partition($"{path}.{key}", value);
                }

                break;
            default:
                break;
        }
    }

    private void Sizes(Template template)
    {
        foreach (var role in template.OfType("AWS::IAM::Role"))
        {
            var path = $"{role.Path}.Properties";
            Size($"{path}.Policies", role.Properties["Policies"].Elements().Select(policy => policy.Map()["PolicyDocument"]), 10_240);
            Size($"{path}.AssumeRolePolicyDocument", [role.Properties["AssumeRolePolicyDocument"]], 2_048);
        }

        foreach (var policy in template.OfType("AWS::IAM::ManagedPolicy"))
        {
            Size($"{policy.Path}.Properties.PolicyDocument", [policy.Properties["PolicyDocument"]], 6_144);
        }
    }

    private void Size(string path, IEnumerable<Node?> documents, int most)
    {
        var length = documents.Sum(document => resolver.Resolve(document).Show().Count(character => !char.IsWhiteSpace(character)));
        if (length > most)
        {
            faults.Add(Invariant($"{path}: about {length:N0} characters, {most:N0} are allowed."));
        }
    }

    private void Document(PolicyDocument document)
    {
        if (document.Body is not Mapping body)
        {
            faults.Add($"{document.Path}: must be a map, so that it can be checked.");
            return;
        }

        if (body["Version"].Text() != "2012-10-17")
        {
            faults.Add($"{document.Path}.Version: must be 2012-10-17.");
        }

        foreach (var key in body.Keys.Except(["Version", "Id", "Statement"]))
        {
            faults.Add($"{document.Path}.{key}: a policy has no such key.");
        }

        var statements = document.Statements.ToArray();
        if (statements.Length == 0)
        {
            faults.Add($"{document.Path}.Statement: there is none.");
        }

        foreach (
            var twice in statements
                .GroupBy(statement => statement.Body["Sid"].Text())
                .Where(group => group.Key is not null && group.Count() > 1)
        )
        {
            faults.Add($"{document.Path}: the Sid '{twice.Key}' stands twice.");
        }

        foreach (var (path, statement) in statements)
        {
            Statement(document, path, statement);
        }
    }

    private void Statement(PolicyDocument document, string path, Mapping body)
    {
        string[] inverse = ["NotAction", "NotResource", "NotPrincipal"];
        foreach (var key in body.Keys.Intersect(inverse))
        {
            faults.Add($"{path}.{key}: says what is left out, and so allows what nobody listed.");
        }

        foreach (var key in body.Keys.Except(["Sid", "Effect", "Principal", "Action", "Resource", "Condition", .. inverse]))
        {
            faults.Add($"{path}.{key}: a statement has no such key.");
        }

        if (body["Sid"] is { } sid && !Alphanumeric.IsMatch(sid.Show()))
        {
            faults.Add($"{path}.Sid: '{sid.Show()}' must have letters and digits only.");
        }

        if (body["Effect"].Text() is not ("Allow" or "Deny"))
        {
            faults.Add($"{path}.Effect: '{body["Effect"].Show()}' is neither Allow nor Deny.");
        }

        var statement = new StatementParts(document, path, body, resolver);
        faults.AddRange(ActionCheck.Faults(statement));
        faults.AddRange(PrincipalCheck.Faults(statement));
        faults.AddRange(ResourceCheck.Faults(statement));
        faults.AddRange(ConditionCheck.Faults(statement));
    }
}

/// <summary>A statement in a template, what only a stack knows being holes.</summary>
internal sealed record StatementParts(PolicyDocument Document, string Path, Mapping Body, TemplateResolver Resolver)
{
    public PolicyKind Kind => Document.Kind;

    public bool IsDeny => Body["Effect"].Text() == "Deny";

    public ImmutableArray<string> Actions { get; } = Texts(Body["Action"], Resolver);

    public ImmutableArray<string> Resources { get; } = Texts(Body["Resource"], Resolver);

    public ImmutableArray<PolicyCondition> Conditions { get; } = PolicyCondition.In(Resolver.Resolve(Body["Condition"]).Map());

    public bool Compares(params string[] keys) => Conditions.Any(condition => keys.Contains(condition.Key));

    public ImmutableArray<string> Texts(Node? node) => Texts(node, Resolver);

    private static ImmutableArray<string> Texts(Node? node, TemplateResolver resolver) =>
        [.. resolver.Resolve(node).Elements().Select(one => one.Show())];
}
