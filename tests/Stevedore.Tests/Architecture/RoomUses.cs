using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Stevedore.Tests.Architecture;

/// <summary>Which rooms of an assembly use which, by its signatures and method bodies.</summary>
internal static class RoomUses
{
    private const string Root = "Stevedore";

    // In the root namespace for those who write `using Stevedore;`.
    private static readonly string[] Hosting = ["StevedoreHost", "StevedoreContext", "IStevedoreContext"];

    /// <summary>One entry a use: the type that uses, and the type that it uses, in different rooms.</summary>
    public static IReadOnlyList<(string Room, string Type, string UsedRoom, string Used)> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. All(module)
                .Where(use => RoomOf(use.Type) is not null)
                .Select(use =>
                    (Room: RoomOf(use.Type)!, Type: Outer(use.Type).Name, UsedRoom: RoomOf(use.Used), Used: Outer(use.Used).Name)
                )
                .Where(use => use.UsedRoom is not null && use.UsedRoom != use.Room)
                .Select(use => (use.Room, use.Type, use.UsedRoom!, use.Used))
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>The namespace and the name of every type that uses another, and the full name of that one; types within a type count as it does.</summary>
    public static IReadOnlyList<(string Namespace, string Type, string Used)> ByType(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. All(module)
                .Select(use => (Type: Outer(use.Type), Used: Outer(use.Used)))
                .Select(use => (use.Type.Namespace, use.Type.Name, use.Used.FullName))
                .Distinct()
                .Order(),
        ];
    }

    private static IEnumerable<(TypeDefinition Type, TypeReference Used)> All(ModuleDefinition module) =>
        module.GetAllTypes().SelectMany(type => Uses(type).SelectMany(Parts).Select(used => (type, used)));

    private static string? RoomOf(TypeReference reference)
    {
        var type = Outer(reference);
        return reference.Scope is AssemblyNameReference ? null
            : type.Namespace == Root ? (Hosting.Contains(type.Name) ? nameof(Hosting) : "Errors")
            : type.Namespace.StartsWith(Root + ".", StringComparison.Ordinal) ? type.Namespace.Split('.')[1]
            : null;
    }

    private static TypeReference Outer(TypeReference type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static IEnumerable<TypeReference> Uses(TypeDefinition type) =>
        new[] { type.BaseType }
            .Concat(type.Interfaces.Select(each => each.InterfaceType))
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.CustomAttributes.SelectMany(Named))
            .Concat(type.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType)))
            .Concat(type.Properties.SelectMany(property => property.CustomAttributes.SelectMany(Named)))
            .Concat(type.Methods.SelectMany(Uses))
            .OfType<TypeReference>();

    private static IEnumerable<TypeReference> Uses(MethodDefinition method) =>
        Signature(method)
            .Concat(method.CustomAttributes.SelectMany(Named))
            .Concat(method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [])
            .Concat(method.HasBody ? method.Body.Instructions.SelectMany(instruction => Named(instruction.Operand)) : []);

    private static IEnumerable<TypeReference> Named(CustomAttribute attribute) =>
        attribute
            .ConstructorArguments.Concat(attribute.Properties.Select(property => property.Argument))
            .Select(argument => argument.Value as TypeReference)
            .Append(attribute.AttributeType)
            .OfType<TypeReference>();

    private static IEnumerable<TypeReference> Named(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            GenericInstanceMethod method => [.. method.GenericArguments, .. Signature(method), method.DeclaringType],
            MethodReference method => [.. Signature(method), method.DeclaringType],
            FieldReference field => [field.FieldType, field.DeclaringType],
            _ => [],
        };

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };
}
