using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The options that are the build's own.</summary>
internal sealed class PlainRemainingArguments : IRemainingArguments
{
    private readonly List<PlainOption> _options = [];

    public ILookup<string, string> Parsed => _options.ToLookup(option => option.Name, option => option.Value, StringComparer.Ordinal);

    public IReadOnlyList<string> Raw => [];

    public bool Add(PlainOption option)
    {
        _options.Add(option);
        return true;
    }
}
