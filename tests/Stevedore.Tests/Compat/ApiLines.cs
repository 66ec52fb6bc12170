using System.Reflection;
using System.Runtime.CompilerServices;

namespace Stevedore.Tests.Compat;

/// <summary>The public and protected members of a type, a line each, with what each says about null: <c>!</c> never, <c>?</c> may be, nothing where it says nothing.</summary>
internal static class ApiLines
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        var members = type.GetMembers(Declared).Select(LineOf).OfType<string>().Order(StringComparer.Ordinal);
        return members.Prepend(HeaderOf(type)).Select(line => $"{ApiTypes.NameOf(type)} :: {line}");
    }

    private static string HeaderOf(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var interfaces = type.GetInterfaces().Where(each => each.IsVisible).Select(ApiTypes.NameOf).Order(StringComparer.Ordinal);
        var parent = type.BaseType is null ? string.Empty : ApiTypes.NameOf(type.BaseType);
        return $"TYPE {kind} : {parent} [{string.Join(',', interfaces)}]{ApiTypes.ConstraintsOf(type.GetGenericArguments())} {UsageOf(type)}";
    }

    private static string UsageOf(Type type)
    {
        var usage = type.GetCustomAttributesData().FirstOrDefault(each => each.AttributeType == typeof(AttributeUsageAttribute));
        return usage is null
            ? string.Empty
            : $"[{usage.AttributeType.Name}({usage.ConstructorArguments[0].Value:D};{string.Join(',', usage.NamedArguments.Select(each => $"{each.MemberName}={each.TypedValue.Value}"))})]";
    }

    private static string? LineOf(MemberInfo member)
    {
        return member switch
        {
            ConstructorInfo { IsStatic: false } constructor when WordOf(constructor) is { } word =>
                $"{word} .ctor({ParametersOf(constructor)})",
            MethodInfo { IsSpecialName: false } method when WordOf(method) is { } word => $"{word} {MethodOf(method)}",
            FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily =>
                $"field {ApiTypes.NameOf(field.FieldType)} {field.Name}",
            PropertyInfo property when AccessorsOf(property) is { Length: > 0 } accessors =>
                $"{ApiTypes.NameOf(property.PropertyType)}{ApiTypes.MarkOf(new NullabilityInfoContext().Create(property))} {property.Name} {{ {accessors} }}",
            _ => null,
        };
    }

    private static string MethodOf(MethodInfo method)
    {
        var arguments = method.GetGenericArguments();
        var generic = arguments.Length == 0 ? string.Empty : $"<{string.Join(',', arguments.Select(each => each.Name))}>";
        var result = ApiTypes.NameOf(method.ReturnType) + ApiTypes.MarkOf(new NullabilityInfoContext().Create(method.ReturnParameter));
        return $"{result} {method.Name}{generic}({ParametersOf(method)}){ApiTypes.ConstraintsOf(arguments)}";
    }

    private static string ParametersOf(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        return string.Join(", ", method.GetParameters().Select(each => ParameterOf(each, isExtension && each.Position == 0)));
    }

    private static string ParameterOf(ParameterInfo parameter, bool isThis)
    {
        var before =
            isThis ? "this "
            : parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params "
            : string.Empty;
        var after = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : string.Empty;
        var mark = ApiTypes.MarkOf(new NullabilityInfoContext().Create(parameter));
        return $"{before}{ApiTypes.NameOf(parameter.ParameterType)}{mark} {parameter.Name}{after}";
    }

    private static string AccessorsOf(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && WordOf(getter) is { } reading ? $"{reading} get;" : null;
        var set = property.SetMethod is { } setter && WordOf(setter) is { } writing ? $"{writing} set;" : null;
        return string.Join(' ', new[] { get, set }.OfType<string>());
    }

    private static string? WordOf(MethodBase method)
    {
        var seen =
            method.IsPublic ? "public"
            : method.IsFamily || method.IsFamilyOrAssembly ? "protected"
            : null;
        var kind = method switch
        {
            { IsStatic: true } => " static",
            { IsAbstract: true } => " abstract",
            MethodInfo { IsVirtual: true } info when info.GetBaseDefinition() != info => " override",
            { IsVirtual: true, IsFinal: false } => " virtual",
            _ => string.Empty,
        };
        return seen is null ? null : seen + kind;
    }
}
