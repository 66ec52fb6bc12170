using System.Reflection;

namespace Cake.Frosting.Internal;

internal static class TaskAssembly
{
    public static IEnumerable<Type> TasksOf(Assembly assembly)
    {
        return assembly
            .GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type));
    }
}
