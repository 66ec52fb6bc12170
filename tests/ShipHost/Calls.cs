using System.Reflection;

namespace ShipHost;

/// <summary>Says what it is asked to do, and does nothing.</summary>
public class Calls : DispatchProxy
{
    public static T Of<T>()
        where T : class => Create<T, Calls>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Console.WriteLine($"call: {targetMethod!.Name}({string.Join(", ", args!)})");
        return Task.CompletedTask;
    }
}
