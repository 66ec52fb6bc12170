using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks;

/// <summary>A template that is being written.</summary>
internal sealed class StackTemplate
{
    // What a person knows a resource by.
    private static readonly string[] NameKeys = ["RepositoryName", "Name", "LogGroupName", "RoleName", "Description"];
    private readonly TemplateMap parameters = [];
    private readonly TemplateMap resources = [];
    private readonly TemplateMap outputs = [];
    private readonly List<StackRole> roles = [];
    private readonly List<KeyValuePair<string, string>> values = [];

    /// <param name="tags">Of every resource.</param>
    public StackTemplate(string description, IEnumerable<KeyValuePair<string, string>>? tags, bool isBounded)
    {
        Description = description;
        Tags = tags?.ToImmutableArray() ?? [];
        Boundary = isBounded ? RoleBoundary.Parameter : null;
    }

    public string Description { get; }

    public ImmutableArray<KeyValuePair<string, string>> Tags { get; }

    /// <summary>The parameter that names the policy which bounds roles; null for none.</summary>
    public string? Boundary { get; }

    public IReadOnlyList<StackRole> Roles => roles;

    /// <summary>The values of parameters.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => values;

    /// <summary>Tags as most resources take them.</summary>
    public TemplateNode? TagList =>
        Tags.IsEmpty ? null : new TemplateList(Tags.Select(tag => new TemplateMap { { "Key", tag.Key }, { "Value", tag.Value } }));

    /// <summary>Tags as some take them.</summary>
    public TemplateNode? TagMap
    {
        get
        {
            TemplateMap map = [];
            foreach (var (key, value) in Tags)
            {
                map.Add(key, value);
            }

            return Tags.IsEmpty ? null : map;
        }
    }

    /// <summary>Adds a parameter whose value the file of parameters says.</summary>
    /// <returns>A reference to it.</returns>
    public TemplateNode Parameter(
        string name,
        string value,
        string description,
        string type = "String",
        string? pattern = null,
        string? constraint = null
    )
    {
        if (parameters[name] is null)
        {
            parameters.Add(
                name,
                new TemplateMap
                {
                    { "Type", type },
                    { "Description", description },
                    { "AllowedPattern", pattern is null ? null : (TemplateNode)pattern },
                    { "ConstraintDescription", constraint is null ? null : (TemplateNode)constraint },
                }
            );
            values.Add(new(name, value));
        }

        return Intrinsic.Ref(name);
    }

    /// <summary>Takes away a parameter that nothing has come to use.</summary>
    public void Forget(string parameter)
    {
        _ = parameters.Remove(parameter);
        _ = values.RemoveAll(value => value.Key == parameter);
    }

    /// <exception cref="StevedoreException">Another resource has the id.</exception>
    public void Add(string id, TemplateMap resource, string? comment = null)
    {
        if (resources[id] is TemplateMap there)
        {
            throw new StevedoreException(
                $"Cannot make the template '{Description}'",
                $"{NameOf(there)} and {NameOf(resource)} would both be its resource {id}: punctuation does not count there",
                "Give one of them a name of other letters or digits."
            );
        }

        resources.Add(id, resource, comment);
    }

    public void Add(StackRole role, string? comment = null)
    {
        var named = role with { Statements = Statements.Named(role.Statements) };
        if (PolicySize.Of(named.Statements, values) is var size and > PolicySize.Most)
        {
            throw new StevedoreException(
                $"Cannot make the role {role.Id} of the template '{Description}'",
                Invariant($"its policy has about {size} characters, and IAM takes {PolicySize.Most} in a role"),
                "Make two pipelines of it, and name the images of each in pipelines.<name>.images."
            );
        }

        roles.Add(named);
        Add(role.Id, named.ToNode(Boundary, TagList), comment);
    }

    private static string NameOf(TemplateMap resource) =>
        NameKeys.Select(key => (resource["Properties"] as TemplateMap)?[key]).OfType<TemplateText>().FirstOrDefault()?.Value
        ?? ((TemplateText)resource["Type"]!).Value;

    public void Output(string name, TemplateNode value, string description) =>
        outputs.Add(name, new TemplateMap { { "Description", description }, { "Value", value } });

    public bool Has(string id) => resources[id] is not null;

    public TemplateMap ToNode() =>
        new()
        {
            { "AWSTemplateFormatVersion", new TemplateText("2010-09-09") },
            { "Description", Description },
            { "Parameters", parameters.Count == 0 ? null : parameters },
            { "Resources", resources },
            { "Outputs", outputs.Count == 0 ? null : outputs },
        };
}
