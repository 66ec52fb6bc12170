namespace Stevedore.Arguments;

/// <summary>Finds <c>--commit=</c>: Cake's own reading of the command line ends there with 255 and a drawing of it.</summary>
internal static class EmptyValue
{
    /// <summary>What is wrong with the first argument about shipping that has no value behind its <c>=</c>; null for nothing.</summary>
    /// <param name="commandLine">As the process got it.</param>
    public static StevedoreException? In(IEnumerable<string> commandLine)
    {
        foreach (var given in commandLine.Where(given => given.StartsWith("--", StringComparison.Ordinal)))
        {
            if (
                given.Split('=', 2) is [var name, var value]
                && string.IsNullOrWhiteSpace(value)
                && Array.Find([.. ShipArgumentsAttribute.All], known => name.Equals($"--{known.Name}", StringComparison.OrdinalIgnoreCase))
                    is { } argument
            )
            {
                return RunOptions.Empty(argument.Name, isFlag: argument.Values is null);
            }
        }

        return null;
    }
}
