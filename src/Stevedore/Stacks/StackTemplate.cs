using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks;

/// <summary>A template that is being written.</summary>
internal sealed class StackTemplate
{
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
        Boundary = isBounded ? "PermissionsBoundary" : null;
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

    public void Add(string id, TemplateMap resource, string? comment = null) => resources.Add(id, resource, comment);

    public void Add(StackRole role, string? comment = null)
    {
        var named = role with { Statements = Statements.Named(role.Statements) };
        roles.Add(named);
        resources.Add(role.Id, named.ToNode(Boundary, TagList), comment);
    }

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
