using System.Reflection;

namespace Stevedore.Tests.Compat;

/// <summary>How types are written in <see cref="ApiLines"/>.</summary>
internal static class ApiTypes
{
    public static string NameOf(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[]";
        }

        var arguments = type.GetGenericArguments();
        var name = $"{type.Namespace}.{type.Name}";
        return arguments.Length == 0
            ? name
            : $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', arguments.Select(NameOf))}>";
    }

    public static string MarkOf(NullabilityInfo value)
    {
        if (value.Type.IsGenericParameter || (value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null))
        {
            return string.Empty;
        }

        var element = value.ElementType is { } inner && MarkOf(inner.ReadState) is { Length: > 0 } mark ? $"[e{mark}]" : string.Empty;
        return MarkOf(value.ReadState) + element;
    }

    public static string ConstraintsOf(IEnumerable<Type> parameters)
    {
        return string.Concat(
            parameters
                .Where(each => each.IsGenericParameter)
                .Select(each =>
                    $" where {each.Name}:{each.GenericParameterAttributes},{string.Join(',', each.GetGenericParameterConstraints().Select(NameOf))}"
                )
        );
    }

    private static string MarkOf(NullabilityState state)
    {
        return state switch
        {
            NullabilityState.NotNull => "!",
            NullabilityState.Nullable => "?",
            _ => string.Empty,
        };
    }
}
