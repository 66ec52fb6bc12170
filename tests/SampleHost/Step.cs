namespace SampleHost;

/// <summary>A line of output that tests look for.</summary>
internal static class Step
{
    public static void Say(string text) => Console.WriteLine($"> {text}");

    /// <summary>Says that an object was made, when the caller wants to know.</summary>
    public static void Made(object made)
    {
        if (Environment.GetEnvironmentVariable("SAMPLE_MADE") == "1")
        {
            Say($"made {made.GetType().Name}");
        }
    }
}
