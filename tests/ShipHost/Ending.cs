using Stevedore;

namespace ShipHost;

/// <summary>A process that has something to undo.</summary>
internal static class Ending
{
    /// <summary>Takes long enough to end for whatever was cancelled to fail and to say so meanwhile.</summary>
    public static CleanUp Slowly()
    {
        var cleanUp = new CleanUp();
        cleanUp.Register(() => Thread.Sleep(1000));
        return cleanUp;
    }

    /// <summary>Does one thing after the other that has to be undone, until the process ends.</summary>
    public static int Busily()
    {
        var cleanUp = new CleanUp();
        for (var number = 1; ; number++)
        {
            var own = number;
            cleanUp.Do(() => Console.WriteLine(own == 1 ? "ready\ndone 1" : $"done {own}"), undo: () => Console.WriteLine($"undone {own}"));
            Thread.Sleep(5);
        }
    }

    public static async Task<int> Of(string what)
    {
        var cleanUp = new CleanUp();
        cleanUp.Register(() => Console.WriteLine("undone 1"));
        cleanUp.Register(() =>
        {
            // Long enough for a main thread that was cancelled to end the process meanwhile, if it could.
            Thread.Sleep(what == "fail" ? 300 : 0);
            Console.WriteLine("undone 2");
        });
        Console.WriteLine("ready");
        if (what == "return")
        {
            return 3;
        }

        try
        {
            await Task.Delay(Timeout.Infinite, what == "fail" ? cleanUp.Cancellation : CancellationToken.None);
        }
        catch (TaskCanceledException)
        {
            // As a host does whose task was cancelled.
        }

        return 1;
    }
}
