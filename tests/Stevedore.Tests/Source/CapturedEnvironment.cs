namespace Stevedore.Tests.Source;

/// <summary>The environment of a build as it was found on such a machine, kept in a file.</summary>
internal static class CapturedEnvironment
{
    public static Dictionary<string, string> Read(string name, params (string Name, string? Value)[] changes)
    {
        var variables = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Source", "Environments", $"{name}.env"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        foreach (var (variable, value) in changes)
        {
            if (value is null)
            {
                variables.Remove(variable);
            }
            else
            {
                variables[variable] = value;
            }
        }

        return variables;
    }
}
