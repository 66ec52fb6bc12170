using Stevedore;
using Stevedore.Tool;

try
{
    return ToolRun.Of(args, Verbs.OfStevedore());
}
catch (StevedoreException fault)
{
    Console.Error.WriteLine($"Error: {fault.Message}");
    return 1;
}
catch (IOException fault)
{
    // Such as a full disk below what stdout leads to.
    Console.Error.WriteLine($"Error: Cannot write what was asked for: {fault.Message}");
    return 1;
}
