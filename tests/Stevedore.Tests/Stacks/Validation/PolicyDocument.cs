namespace Stevedore.Tests.Stacks.Validation;

internal enum PolicyKind
{
    /// <summary>Of a role: what it may do.</summary>
    Identity,

    /// <summary>Of a role: who may be it.</summary>
    Trust,

    /// <summary>Of a resource: who may do what with it.</summary>
    Resource,

    /// <summary>Of a repository of ECR: its resource is not named.</summary>
    Repository,

    /// <summary>Of a key: its resource is <c>*</c>, the key.</summary>
    Key,
}

/// <summary>A policy in a template, or a single statement of an event bus.</summary>
/// <param name="Owner">The resource whose policy it is, or that it is attached to.</param>
internal sealed record PolicyDocument(string Path, PolicyKind Kind, Resource Owner, Node Body)
{
    public static IEnumerable<PolicyDocument> In(Template template) => template.Resources.SelectMany(Of);

    /// <summary>The statements, those of both branches of a condition too.</summary>
    public IEnumerable<(string Path, Mapping Body)> Statements =>
        Body is Mapping { } body && body["Statement"] is { } statements
            ? statements.Elements().Select((statement, index) => ($"{Path}.Statement[{index}]", statement.Map()))
            : [];

    private static IEnumerable<PolicyDocument> Of(Resource resource)
    {
        var properties = resource.Properties;
        var path = $"{resource.Path}.Properties";
        PolicyDocument One(string name, PolicyKind kind) => new($"{path}.{name}", kind, resource, properties[name]!);
        switch (resource.Type)
        {
            case "AWS::IAM::Role":
                if (properties["AssumeRolePolicyDocument"] is not null)
                {
                    yield return One("AssumeRolePolicyDocument", PolicyKind.Trust);
                }

                foreach (var (index, policy) in properties["Policies"].Elements().Index())
                {
                    if (policy.Map()["PolicyDocument"] is { } document)
                    {
                        yield return new($"{path}.Policies[{index}].PolicyDocument", PolicyKind.Identity, resource, document);
                    }
                }

                break;
            case "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" when properties["PolicyDocument"] is not null:
                yield return One("PolicyDocument", PolicyKind.Identity);
                break;
            case "AWS::S3::BucketPolicy" or "AWS::SNS::TopicPolicy" when properties["PolicyDocument"] is not null:
                yield return One("PolicyDocument", PolicyKind.Resource);
                break;
            case "AWS::ECR::Repository" when properties["RepositoryPolicyText"] is not null:
                yield return One("RepositoryPolicyText", PolicyKind.Repository);
                break;
            case "AWS::ECR::RegistryPolicy" when properties["PolicyText"] is not null:
                yield return One("PolicyText", PolicyKind.Resource);
                break;
            case "AWS::KMS::Key" when properties["KeyPolicy"] is not null:
                yield return One("KeyPolicy", PolicyKind.Key);
                break;
            case "AWS::Events::EventBusPolicy" when properties["Statement"] is { } statement:
                var whole = new Mapping([new("Version", new Scalar("2012-10-17", Plain: false)), new("Statement", statement)]);
                yield return new(path, PolicyKind.Resource, resource, whole);
                break;
            default:
                break;
        }
    }
}
