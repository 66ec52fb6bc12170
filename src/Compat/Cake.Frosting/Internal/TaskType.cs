using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What the class of a task says about it.</summary>
internal static class TaskType
{
    public static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    public static string DescriptionOf(Type type) => type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public static bool ContinuesOnError(Type type) => type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);

    public static IEnumerable<Type> DependenciesOf(Type type) =>
        type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task);

    public static IEnumerable<Type> DependeesOf(Type type) =>
        type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => attribute.Task);

    public static string NameOfTask(Type type, string role)
    {
        var name = NameOf(type);
        return typeof(IFrostingTask).IsAssignableFrom(type)
            ? name
            : throw new FrostingException($"The {role} '{name}' is not a valid task.");
    }

    /// <summary>The context that a task directly under one of the base classes asks for; of others the package does not know.</summary>
    public static Type ContextOf(Type type)
    {
        var definition = type.BaseType is { IsConstructedGenericType: true } parent ? parent.GetGenericTypeDefinition() : null;
        return definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>)
            ? type.BaseType.GenericTypeArguments[0]
            : typeof(ICakeContext);
    }
}
