namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Finds what needs itself, by way of others or at once.</summary>
internal sealed class CircleCheck
{
    private readonly ILookup<string, string> next;
    private readonly List<string> faults = [];
    private readonly HashSet<string> done = [];

    private CircleCheck(ILookup<string, string> next) => this.next = next;

    /// <param name="edges">From what needs to what is needed.</param>
    public static IReadOnlyList<string> Faults(IReadOnlyList<(string From, string To)> edges)
    {
        var check = new CircleCheck(edges.Distinct().ToLookup(edge => edge.From, edge => edge.To));
        foreach (var start in edges.Select(edge => edge.From).Distinct())
        {
            check.Follow(start, []);
        }

        return check.faults;
    }

    private void Follow(string name, ImmutableArray<string> way)
    {
        if (way.Contains(name))
        {
            faults.Add($"{string.Join(" -> ", way.SkipWhile(step => step != name))} -> {name}: each needs the next one first.");
        }
        else if (!done.Contains(name))
        {
            foreach (var needed in next[name])
            {
                Follow(needed, way.Add(name));
            }

            done.Add(name);
        }
    }
}
