namespace Stevedore.LabTests.AwsModels;

/// <summary>What the clients have and the models are too old to have: <c>service shape.member source</c> on a line.</summary>
internal static class NewerMembers
{
    private static readonly Lazy<Dictionary<string, Uri>> Lines = new(Read);

    public static IEnumerable<string> All => Lines.Value.Keys;

    public static bool Has(string service, string shape, string member) => Lines.Value.ContainsKey($"{service} {shape}.{member}");

    private static Dictionary<string, Uri> Read() =>
        File.ReadLines(Path.Combine(Folder(), "newer-members.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .ToDictionary(words => $"{words[0]} {words[1]}", words => new Uri(words[2]));

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Stevedore.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Stevedore.LabTests", "AwsModels");
    }
}
