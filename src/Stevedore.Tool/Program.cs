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
