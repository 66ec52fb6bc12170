using Stevedore;
using Stevedore.Credentials;

namespace ShipHost;

/// <summary>A process that asks for credentials.</summary>
internal static class Asking
{
    public static int Run()
    {
        Console.WriteLine($"process {Environment.ProcessId}");
        try
        {
            var given = new ConsolePrompt(new(), new()).Ask("hub", asksUsername: true, "username", "password");
            Console.WriteLine($"given {given.Username}");
            return 0;
        }
        catch (StevedoreException fault)
        {
            Console.WriteLine(fault.Message);
            return 1;
        }
    }
}
