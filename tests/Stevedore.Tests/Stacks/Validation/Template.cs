using System.Text;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>A template of CloudFormation, read but not yet held against anything.</summary>
internal sealed class Template
{
    /// <summary>What CloudFormation takes as text; a longer template has to lie in a bucket.</summary>
    public const int MaximumBytes = 51_200;

    private Template(string text, Mapping root, ImmutableArray<string> faults)
    {
        Text = text;
        Root = root;
        ReadingFaults = faults;
        Resources = [.. Section("Resources").Entries.Select(entry => new Resource(entry.Key, entry.Value.Map()))];
    }

    public string Text { get; }

    public Mapping Root { get; }

    public ImmutableArray<string> ReadingFaults { get; }

    public ImmutableArray<Resource> Resources { get; }

    public Mapping Parameters => Section("Parameters");

    public Mapping Conditions => Section("Conditions");

    public Mapping Mappings => Section("Mappings");

    public Mapping Outputs => Section("Outputs");

    public int Bytes => Encoding.UTF8.GetByteCount(Text);

    /// <exception cref="YamlDotNet.Core.YamlException">The text is no YAML.</exception>
    public static Template Parse(string text)
    {
        var (root, faults) = TemplateReader.Read(text);
        return new(text, root.Map(), faults);
    }

    public Resource? Resource(string id) => Resources.FirstOrDefault(resource => resource.Id == id);

    public IEnumerable<Resource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    /// <summary>The resource that a <c>Ref</c> or <c>GetAtt</c> means; null for anything else.</summary>
    public Resource? Meant(Node? node) =>
        node switch
        {
            Function { Name: "Ref", Argument: Scalar id } => Resource(id.Text),
            Function { Name: "Fn::GetAtt", Argument: Sequence { Items: [Scalar id, ..] } } => Resource(id.Text),
            _ => null,
        };

    private Mapping Section(string name) => Root[name].Map();
}

internal sealed record Resource(string Id, Mapping Body)
{
    public string Type => Body["Type"].Text() ?? "";

    public Mapping Properties => Body["Properties"].Map();

    public string? Condition => Body["Condition"].Text();

    public ImmutableArray<Node> DependsOn => Body["DependsOn"].Elements();

    public string Path => $"Resources.{Id}";
}
