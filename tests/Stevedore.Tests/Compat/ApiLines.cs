using System.Reflection;

namespace Stevedore.Tests.Compat;

/// <summary>The public and protected members of a type, a line each.</summary>
internal static class ApiLines
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        return type.GetMembers(Declared)
            .Where(member => member is not Type and not MethodInfo { IsSpecialName: true } && IsVisible(member))
            .Select(member => $"{type.FullName}: {WordsOf(member)}{member}")
            .Order(StringComparer.Ordinal)
            .Prepend($"{type.FullName}: {KindOf(type)}{BasesOf(type)}");
    }

    private static string KindOf(Type type)
    {
        return type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
    }

    private static string BasesOf(Type type)
    {
        var interfaces = type.GetInterfaces().Where(each => each.IsVisible).Select(each => each.ToString()).Order(StringComparer.Ordinal);
        var bases = type.BaseType is { } parent && parent != typeof(object) ? interfaces.Prepend(parent.ToString()) : interfaces;
        return string.Concat(bases.Select((each, index) => (index == 0 ? " of " : ", ") + each));
    }

    private static string WordsOf(MemberInfo member)
    {
        return member switch
        {
            MethodBase { IsFamily: true, IsVirtual: true } => "protected virtual ",
            MethodBase { IsFamily: true } => "protected ",
            MethodBase { IsAbstract: true } => "abstract ",
            MethodBase { IsVirtual: true, IsFinal: false } => "virtual ",
            MethodBase { IsStatic: true } => "static ",
            PropertyInfo { CanWrite: true } => "set ",
            _ => string.Empty,
        };
    }

    private static bool IsVisible(MemberInfo member)
    {
        return member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field.IsPublic || field.IsFamily,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            _ => true,
        };
    }
}
