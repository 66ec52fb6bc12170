namespace Stevedore.Planning.Dockerfiles;

/// <summary>Makes stages of instructions.</summary>
internal sealed class DockerfileParser(char escape)
{
    private readonly ImmutableArray<Argument>.Builder arguments = ImmutableArray.CreateBuilder<Argument>();
    private readonly ImmutableArray<Stage>.Builder stages = ImmutableArray.CreateBuilder<Stage>();
    private readonly ImmutableHashSet<string>.Builder declared = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
    private readonly List<StageSource> sources = [];
    private readonly List<StageSource> triggers = [];
    private Stage? stage;

    public static Dockerfile Parse(string text)
    {
        var lines = new DockerfileLines(text);
        var parser = new DockerfileParser(lines.Escape);
        foreach (var instruction in lines.Instructions())
        {
            parser.Add(instruction);
        }

        parser.Close();
        return new(lines.Escape, parser.arguments.ToImmutable(), parser.stages.ToImmutable(), parser.declared.ToImmutable())
        {
            Frontend = Frontend.Of(text),
        };
    }

    private void Add(Instruction instruction)
    {
        switch (instruction.Name)
        {
            case "from":
                Close();
                stage = From(instruction);
                break;
            case "arg":
                Declare(instruction.Words(escape));
                break;
            case "onbuild" when Instruction.Parse(instruction.Rest) is { } trigger:
                triggers.AddRange(Sources(trigger));
                declared.UnionWith(trigger.Name == "arg" ? trigger.Words(escape).Select(Name) : []);
                break;
            default:
                sources.AddRange(Sources(instruction));
                break;
        }
    }

    private void Close()
    {
        if (stage is not null)
        {
            stages.Add(stage with { Sources = [.. sources], Triggers = [.. triggers] });
        }

        sources.Clear();
        triggers.Clear();
    }

    private static Stage From(Instruction instruction)
    {
        var words = instruction.Rest.Split(Instruction.Blanks, StringSplitOptions.RemoveEmptyEntries);
        var (name, isUnderstood) = words switch
        {
            [_] => (null, true),
            [_, var @as, var written] when @as.Equals("as", StringComparison.OrdinalIgnoreCase) => (written.ToLowerInvariant(), true),
            _ => ((string?)null, false),
        };
        return new(isUnderstood ? words[0] : null, name, instruction.Flag("platform"), [], []);
    }

    private void Declare(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            declared.Add(Name(word));
            if (stage is null)
            {
                arguments.Add(new(Name(word), word.Split('=', 2).ElementAtOrDefault(1)));
            }
        }
    }

    private static string Name(string word) => word.Split('=')[0];

    private static IEnumerable<StageSource> Sources(Instruction instruction) =>
        instruction.Name switch
        {
            "copy" when instruction.Flag("from") is { Length: > 0 } from => [new(from, MayBeIndex: true)],
            "run" => instruction
                .Flags("mount")
                .Select(MountFlag.From)
                .OfType<string>()
                .Select(from => new StageSource(from, MayBeIndex: false)),
            _ => [],
        };
}
