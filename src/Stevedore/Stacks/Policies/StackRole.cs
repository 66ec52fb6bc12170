using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Policies;

/// <summary>A role of a template.</summary>
/// <param name="Id">Its logical id.</param>
/// <param name="Title">Whose it is, for people.</param>
/// <param name="Trust">Who may take it.</param>
/// <param name="Statements">What it may.</param>
internal sealed record StackRole(string Id, string Title, Statement Trust, ImmutableArray<Statement> Statements)
{
    /// <summary>Its name, where another account has to know it; null for one that CloudFormation makes up.</summary>
    public string? Name { get; init; }

    /// <summary>The path in front of its name; null for none.</summary>
    public string? Path { get; init; }

    public TemplateMap ToNode(string? boundary, TemplateNode? tags) =>
        new()
        {
            { "Type", "AWS::IAM::Role" },
            {
                "Properties",
                new TemplateMap
                {
                    { "RoleName", Name is null ? null : (TemplateNode)Name, "Another account knows it by its name." },
                    { "Path", Path is null ? null : (TemplateNode)Path },
                    { "Description", Title },
                    { "PermissionsBoundary", boundary is null ? null : Intrinsic.Ref(boundary) },
                    { "AssumeRolePolicyDocument", Document([Trust]) },
                    {
                        "Policies",
                        // In the role, so that it is there before anything that runs with it.
                        Statements.IsEmpty
                            ? null
                            : new TemplateList(
                                new TemplateMap { { "PolicyName", "stevedore" }, { "PolicyDocument", Document(Statements) } }
                            )
                    },
                    { "Tags", tags },
                }
            },
        };

    public static TemplateMap Document(IEnumerable<Statement> statements) =>
        new() { { "Version", "2012-10-17" }, { "Statement", new TemplateList(statements.Select(statement => statement.ToNode())) } };

    /// <summary>A service that may take a role for one of its resources alone, so that nobody else's does.</summary>
    public static Statement TrustOf(string service, string sourceArn) =>
        new("TakenByTheService", "taking the role", ["sts:AssumeRole"], [])
        {
            Principal = new TemplateMap { { "Service", $"{service}.amazonaws.com" } },
            Conditions = [new("StringEquals", "aws:SourceAccount", StackPlace.OwnAccount), new("ArnEquals", "aws:SourceArn", sourceArn)],
        };
}
