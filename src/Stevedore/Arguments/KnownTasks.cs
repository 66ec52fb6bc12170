using System.Reflection;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Stevedore.Arguments;

/// <summary>What the tasks of a host say of themselves, read from their classes: a task that is made may itself need what checks arguments.</summary>
/// <param name="services">Those of the host, to which it adds its tasks when it runs.</param>
internal sealed class KnownTasks(IServiceCollection services)
{
    /// <summary>The arguments that tasks declare, each once.</summary>
    public IEnumerable<TaskArgument> Arguments => Types().SelectMany(Declared).DistinctBy(argument => argument.Name);

    /// <summary>The names of all targets; null where a task is made in a way that does not tell its class.</summary>
    public IReadOnlyCollection<string>? Names
    {
        get
        {
            var types = Types().ToArray();
            return types.Length < Registered().Count() ? null : [.. types.Select(NameOf)];
        }
    }

    /// <summary>The arguments that a target declares; none where it is not known.</summary>
    public IEnumerable<TaskArgument> ArgumentsOf(string target) =>
        Types().Where(task => NameOf(task).Equals(target, StringComparison.OrdinalIgnoreCase)).SelectMany(Declared);

    /// <summary>The arguments that a task declares.</summary>
    public static IEnumerable<TaskArgument> Declared(Type task) =>
        task.GetCustomAttributes().OfType<ITaskArguments>().SelectMany(declared => declared.Arguments);

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private IEnumerable<Type> Types() =>
        Registered().Select(task => task.ImplementationType ?? task.ImplementationInstance?.GetType()).OfType<Type>();

    private IEnumerable<ServiceDescriptor> Registered() =>
        services.Where(service => service.ServiceType == typeof(IFrostingTask) && !service.IsKeyedService);
}
