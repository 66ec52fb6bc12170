namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Gives the values that a template's functions have once its stack stands.</summary>
internal sealed class TemplateResolver(Template template)
{
    public string Account { get; init; } = "111122223333";

    public string Region { get; init; } = "eu-west-1";

    public string Partition { get; init; } = "aws";

    public string StackName { get; init; } = "stack";

    public ImmutableDictionary<string, string> Parameters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What <c>Ref</c> or <c>GetAtt</c> (<c>Resource.Attribute</c>) gives, and the names of resources that have none in the template.</summary>
    public ImmutableDictionary<string, string> Given { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether what only a stack knows is a hole, and a condition gives both of its values. Else parameters without a value are refused.</summary>
    public bool WithHoles { get; init; }

    private string Suffix =>
        Partition switch
        {
            "aws-cn" => "amazonaws.com.cn",
            "aws-iso" => "c2s.ic.gov",
            "aws-iso-b" => "sc2s.sgov.gov",
            "aws-iso-e" => "cloud.adc-e.uk",
            "aws-iso-f" => "csp.hci.ic.gov",
            _ => "amazonaws.com",
        };

    /// <returns>Without functions; null for <c>AWS::NoValue</c>.</returns>
    public Node? Resolve(Node? node) =>
        node switch
        {
            Function function => Call(function),
            Sequence sequence => new Sequence([.. sequence.Items.SelectMany(Items)]),
            Mapping mapping => new Mapping([
                .. mapping
                    .Entries.Select(entry => (entry.Key, Value: Resolve(entry.Value)))
                    .Where(entry => entry.Value is not null)
                    .Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)),
            ]),
            _ => node,
        };

    public string Text(Node? node) =>
        Resolve(node) switch
        {
            Scalar scalar => scalar.Text,
            Sequence when WithHoles => $"{Wildcard.Hole}",
            var other => throw new InvalidOperationException($"{node.Show()} is {other.Show()}, not text."),
        };

    /// <summary>The name, or whatever else identifies the resource within its type.</summary>
    public string Name(Resource resource)
    {
        if (Given.TryGetValue(resource.Id, out var given))
        {
            return given;
        }

        var kind = resource.Type.Split("::")[^1];
        var named = new[] { $"{kind}Name", "Name", "ManagedPolicyName" }
            .Where(_ => kind is not ("Connection" or "Key" or "NotificationRule"))
            .Select(property => Resolve(resource.Properties[property]))
            .FirstOrDefault(name => name is not null);
        return named switch
        {
            Scalar name => name.Text,
            _ when WithHoles => $"{Wildcard.Hole}",
            _ when kind == "Bucket" => $"{StackName}-{resource.Id}-1a2b3c4d5e6f".ToLowerInvariant(),
            _ when kind is "Connection" or "Key" or "NotificationRule" => "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
            _ => $"{StackName}-{resource.Id}-1A2B3C4D5E6F",
        };
    }

    public string Arn(Resource resource)
    {
        if (Given.TryGetValue($"{resource.Id}.Arn", out var given))
        {
            return given;
        }

        if (!ResourceModel.All.TryGetValue(resource.Type, out var model) || model.Arn is null)
        {
            return WithHoles ? $"{Wildcard.Hole}" : throw new InvalidOperationException($"{resource.Type} has no ARN.");
        }

        var fixedPart = model
            .Arn.Replace("${Partition}", Partition, StringComparison.Ordinal)
            .Replace("${Region}", Region, StringComparison.Ordinal)
            .Replace("${Account}", Account, StringComparison.Ordinal);
        var name = resource.Type switch
        {
            "AWS::IAM::Role" => $"{Resolve(resource.Properties["Path"]).Text()?.TrimStart('/')}{Name(resource)}",
            "AWS::SecretsManager::Secret" => Name(resource) + (WithHoles ? $"{Wildcard.Hole}" : "-a1B2c3"),
            "AWS::KMS::Alias" => Name(resource).Replace("alias/", "", StringComparison.Ordinal),
            _ => Name(resource),
        };
        var arn = ReferenceCheck.Variable.Replace(fixedPart, name);
        // CloudFormation's attribute means the streams too.
        return resource.Type == "AWS::Logs::LogGroup" ? $"{arn}:*" : arn;
    }

    public bool IsMet(string condition) => IsMet(template.Conditions[condition] ?? throw new InvalidOperationException(condition));

    private bool IsMet(Node condition) =>
        condition switch
        {
            Function { Name: "Condition", Argument: Scalar name } => IsMet(name.Text),
            Function { Name: "Fn::Not", Argument: Sequence { Items: [var only] } } => !IsMet(only),
            Function { Name: "Fn::And", Argument: Sequence all } => all.Items.All(IsMet),
            Function { Name: "Fn::Or", Argument: Sequence all } => all.Items.Any(IsMet),
            Function { Name: "Fn::Equals", Argument: Sequence { Items: [var one, var other] } } => Text(one) == Text(other),
            _ => throw new InvalidOperationException($"{condition.Show()} is no condition."),
        };

    private IEnumerable<Node> Items(Node item) =>
        Resolve(item) switch
        {
            null => [],
            Sequence both when WithHoles && item is Function { Name: "Fn::If" } => both.Items,
            var resolved => [resolved],
        };

    private Node? Call(Function function) =>
        (function.Name, function.Argument) switch
        {
            ("Ref", Scalar name) => Ref(name.Text),
            ("Fn::GetAtt", Sequence { Items: [Scalar resource, var attribute] }) => Attribute(resource.Text, Text(attribute)),
            ("Fn::Sub", Scalar text) => Substitute(text.Text, Mapping.Empty),
            ("Fn::Sub", Sequence { Items: [Scalar text, Mapping own] }) => Substitute(text.Text, own),
            ("Fn::If", Sequence { Items: [_, var met, var unmet] }) when WithHoles => Both(met, unmet),
            ("Fn::If", Sequence { Items: [Scalar condition, var met, var unmet] }) => Resolve(IsMet(condition.Text) ? met : unmet),
            ("Fn::Join", Sequence { Items: [var separator, var list] }) => Value(
                string.Join(Text(separator), Resolve(list).Elements().Select(Text))
            ),
            ("Fn::Split", Sequence { Items: [var separator, var text] }) => new Sequence([
                .. Text(text).Split(Text(separator)).Select(Value),
            ]),
            ("Fn::Select", Sequence { Items: [var index, var list] }) => Select(Text(index), Resolve(list).Elements()),
            ("Fn::FindInMap", Sequence { Items: [var map, var first, var second] }) => Find(Text(map), Text(first), Text(second)),
            ("Fn::Base64", var text) => Value(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Text(text)))),
            ("Fn::ImportValue", var name) when Given.TryGetValue(Text(name), out var imported) => Value(imported),
            _ when WithHoles => Value($"{Wildcard.Hole}"),
            _ => throw new InvalidOperationException($"{function.Show()} cannot be resolved."),
        };

    private static Scalar Value(string text) => new(text, Plain: false);

    private Node? Both(Node met, Node unmet) =>
        new[] { met, unmet }.SelectMany(branch => Resolve(branch).Elements()).ToImmutableArray() is { Length: > 1 } both
            ? new Sequence(both)
            : Resolve(met) ?? Resolve(unmet);

    private Node Select(string index, ImmutableArray<Node> list) =>
        int.TryParse(index, out var at) && at < list.Length ? list[at]
        : WithHoles ? Value($"{Wildcard.Hole}")
        : throw new InvalidOperationException($"There is no element {index}.");

    private Node? Find(string map, string first, string second) =>
        template.Mappings[map].Map()[first].Map()[second]
        ?? (WithHoles ? Value($"{Wildcard.Hole}") : throw new InvalidOperationException($"The mapping {map} has no {first}.{second}."));

    private Scalar Substitute(string text, Mapping own) =>
        Value(
            ReferenceCheck
                .Variable.Replace(
                    text,
                    match =>
                        match.Groups["name"].Value is var name && own[name] is { } value ? Text(value)
                        : name.Split('.', 2) is [var resource, var attribute] ? Attribute(resource, attribute).Text
                        : Text(Ref(name))
                )
                .Replace("${!", "${", StringComparison.Ordinal)
        );

    private Node? Ref(string name) =>
        name switch
        {
            "AWS::NoValue" => null,
            "AWS::AccountId" => Value(Account),
            "AWS::Region" => Value(Region),
            "AWS::Partition" => Value(Partition),
            "AWS::StackName" => Value(StackName),
            "AWS::StackId" => Value(
                $"arn:{Partition}:cloudformation:{Region}:{Account}:stack/{StackName}/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
            ),
            "AWS::URLSuffix" => Value(Suffix),
            "AWS::NotificationARNs" => new Sequence([]),
            _ when template.Parameters[name] is { } parameter => Parameter(name, parameter.Map()),
            _ when template.Resource(name) is { } resource => Value(ByRef(resource)),
            _ => throw new InvalidOperationException($"There is neither a parameter nor a resource '{name}'."),
        };

    private Node Parameter(string name, Mapping parameter)
    {
        if (WithHoles)
        {
            return Value($"{Wildcard.Hole}");
        }

        var value =
            Parameters.GetValueOrDefault(name)
            ?? parameter["Default"].Text()
            ?? throw new InvalidOperationException($"The parameter {name} has no value.");
        var kind = parameter["Type"].Text()!;
        return kind == "CommaDelimitedList" || kind.Contains("List<", StringComparison.Ordinal)
            ? new Sequence([.. value.Split(',').Select(part => Value(part.Trim()))])
            : Value(value);
    }

    private string ByRef(Resource resource) =>
        Given.TryGetValue(resource.Id, out var given) ? given
        : ResourceModel.All.TryGetValue(resource.Type, out var model)
        && (model.Ref.EndsWith("Arn", StringComparison.Ordinal) || resource.Type == "AWS::SecretsManager::Secret")
            ? Arn(resource)
        : Name(resource);

    private Scalar Attribute(string id, string attribute)
    {
        var resource = template.Resource(id) ?? throw new InvalidOperationException($"There is no resource '{id}'.");
        return Value(
            Given.TryGetValue($"{id}.{attribute}", out var given) ? given
            : attribute.EndsWith("Arn", StringComparison.Ordinal) ? Arn(resource)
            : attribute is "Name" or "TopicName" or "RuleName" or "KeyId" ? Name(resource)
            : attribute == "RepositoryUri" ? $"{Account}.dkr.ecr.{Region}.{Suffix}/{Name(resource)}"
            : WithHoles ? $"{Wildcard.Hole}"
            : throw new InvalidOperationException($"{id}.{attribute} has no value.")
        );
    }
}
