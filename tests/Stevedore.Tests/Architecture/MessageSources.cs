using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Stevedore.Tests.Architecture;

/// <summary>Where an assembly's texts come from, by its method bodies.</summary>
internal static class MessageSources
{
    /// <summary>The methods that read what an exception says of itself.</summary>
    public static IReadOnlySet<string> ReadingExceptions(ModuleDefinition module) =>
        Instructions(module)
            .Where(each =>
                each.Instruction.Operand is MethodReference { Name: "get_Message" or "ToString" or "get_StackTrace" } method
                && IsException(method.DeclaringType)
            )
            .Select(each => each.Place)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The methods that make an exception which is no fault for a person, with its name.</summary>
    public static IReadOnlySet<string> MakingOtherExceptions(ModuleDefinition module) =>
        Instructions(module)
            .Where(each =>
                each.Instruction.OpCode == OpCodes.Newobj
                && each.Instruction.Operand is MethodReference { DeclaringType: var made }
                && IsException(made)
                && !IsFault(made)
            )
            .Select(each => $"{each.Place}: {((MethodReference)each.Instruction.Operand).DeclaringType.Name}")
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The sentences of each method in the order in which it uses them; what stands between them is filled in by the run.</summary>
    public static IEnumerable<string> Sentences(ModuleDefinition module) =>
        Instructions(module)
            .Where(each => each.Instruction.OpCode == OpCodes.Ldstr)
            .GroupBy(each => each.Place, each => (string)each.Instruction.Operand)
            .Where(texts => texts.Any(IsSentence))
            .Select(texts => $"{texts.Key}: {string.Join("…", texts).ReplaceLineEndings("⏎")}")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(string Place, Instruction Instruction)> Instructions(ModuleDefinition module) =>
        module
            .GetAllTypes()
            .Where(type => Outer(type).Namespace.StartsWith("Stevedore", StringComparison.Ordinal))
            .SelectMany(type => type.Methods)
            // Compilers write one into every iterator, and nobody calls it.
            .Where(method => method.HasBody && !method.Name.EndsWith(".IEnumerator.Reset", StringComparison.Ordinal))
            .SelectMany(method => method.Body.Instructions.Select(instruction => (Place(method), instruction)));

    // What the compiler makes of lambdas, iterators and async methods counts as theirs: <Name>b__0, <Name>d__1.MoveNext.
    private static string Place(MethodDefinition method)
    {
        var name = Written(method.Name) ?? Written(method.DeclaringType.Name) ?? method.Name;
        return $"{Outer(method.DeclaringType).Name}.{name}";
    }

    private static string? Written(string name) =>
        name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : null;

    private static TypeDefinition Outer(TypeDefinition type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static bool IsException(TypeReference type) => type.Name.EndsWith("Exception", StringComparison.Ordinal);

    private static bool IsFault(TypeReference type) =>
        type.Name == nameof(StevedoreException) || (type.Resolve()?.BaseType is { } parent && IsException(parent) && IsFault(parent));

    private static bool IsSentence(string text) => text.Split(' ').Count(word => word.Count(char.IsAsciiLetter) > 1) > 2;
}
