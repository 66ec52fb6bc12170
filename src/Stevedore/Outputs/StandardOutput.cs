using Cake.Core;
using Stevedore.Arguments;

namespace Stevedore.Outputs;

/// <summary>Standard output: for people, or with <c>--json</c> for programs, and then for nothing but the result.</summary>
public sealed class StandardOutput
{
    private TextWriter? reserved;

    /// <summary>With <c>--json</c>, sends everything that is printed from here on to standard error.</summary>
    /// <exception cref="StevedoreException"><c>--json</c> is neither true nor false.</exception>
    public void Reserve(ICakeArguments arguments)
    {
        if (reserved is null && RunArguments.Flag(arguments, "json"))
        {
            reserved = Console.Out;
            Console.SetOut(Console.Error);
        }
    }

    /// <summary>Cake's console: the first thing that it prints with, so all others find standard output reserved.</summary>
    public IConsole CreateConsole(ICakeArguments arguments, ICakeEnvironment environment, CleanUp cleanUp)
    {
        try
        {
            Reserve(arguments);
        }
        catch (StevedoreException)
        {
            // The message needs a console, and comes when a task reads its arguments.
        }

        return new QuietConsole(new CakeConsole(environment), cleanUp);
    }

    /// <summary>Lines for people; with <c>--json</c> on standard error.</summary>
    public void Lines(IEnumerable<string> lines)
    {
        var writer = reserved is null ? Console.Out : Console.Error;
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>The result for programs; without <c>--json</c> nothing.</summary>
    public void Json(ReadOnlySpan<byte> content)
    {
        reserved?.WriteLine(System.Text.Encoding.UTF8.GetString(content).TrimEnd());
        reserved?.Flush();
    }
}
