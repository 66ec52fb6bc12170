namespace Stevedore.Arguments;

/// <summary>What <c>--help</c> says of arguments: the host knows only its own options.</summary>
internal static class ArgumentHelp
{
    /// <summary>Whether the command line asks for help.</summary>
    public static bool IsAsked(IEnumerable<string> commandLine) =>
        commandLine.Any(given => given is "--help" or "-h" or "-?" or "--help=true");

    /// <param name="declared">Those of the tasks; the common ones are among them, if at all.</param>
    public static IEnumerable<string> Lines(IEnumerable<TaskArgument> declared)
    {
        var all = ShipArgumentsAttribute.All.Concat(declared).DistinctBy(argument => argument.Name).ToArray();
        var rows = all.Select(argument => (IReadOnlyList<string>)[$"    {argument.Form}", argument.Meaning]);
        return ["", "ARGUMENTS OF TASKS:", .. Terminal.TextTable.Render([.. rows])];
    }
}
