using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>What a run does can be followed from its tasks: nothing is remembered beside them, left to itself, or ended behind them.</summary>
public sealed class StartingNothingAside
{
    private static readonly string[] Collections =
    [
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.OrderedDictionary`2",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Runtime.CompilerServices.ConditionalWeakTable`2",
        "System.Threading.AsyncLocal`1",
        "System.Threading.ThreadLocal`1",
    ];

    [Fact]
    public void NoStateIsStatic() =>
        Assert.Empty(
            Read(
                type => type.Fields.Where(field => field.IsStatic && !field.IsLiteral && !IsOfTheCompiler(type) && !IsOfTheCompiler(field)),
                field => !field.IsInitOnly || Collections.Contains(field.FieldType.GetElementType().FullName)
            )
        );

    /// <summary>But for two at the end of the process: those who are told of a signal, and the end of what undoes something and takes too long.</summary>
    [Fact]
    public void EveryTaskIsAwaited() =>
        Assert.Equal(["Stevedore.CleanUp.Cancel", "Stevedore.Runs.KillableProcessRunner.Start"], Methods(LeavesATask));

    [Fact]
    public void NothingAsynchronousReturnsNothing() =>
        Assert.Empty(
            Methods(method =>
                method.ReturnType.FullName == "System.Void"
                && method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "AsyncStateMachineAttribute")
            )
        );

    /// <summary>Beside signals, what is found before there is a host that could fail.</summary>
    [Fact]
    public void TheProcessEndsInOnePlace() =>
        Assert.Equal(["Stevedore.CleanUp.OnSignal", "Stevedore.StevedoreHost.Refuse"], Methods(EndsTheProcess));

    private static bool LeavesATask(MethodDefinition method) =>
        method.HasBody
        && method.Body.Instructions.Any(instruction =>
            instruction is { Operand: MethodReference called, Next.OpCode.Code: Code.Pop }
            && called.ReturnType.GetElementType().FullName.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        );

    private static bool EndsTheProcess(MethodDefinition method) =>
        method.HasBody
        && method.Body.Instructions.Any(instruction =>
            instruction.Operand is MethodReference { DeclaringType.FullName: "System.Environment", Name: "Exit" or "FailFast" }
        );

    private static IEnumerable<string> Methods(Func<MethodDefinition, bool> matches) => Read(type => type.Methods, matches);

    private static IEnumerable<string> Read<T>(Func<TypeDefinition, IEnumerable<T>> members, Func<T, bool> matches)
        where T : IMemberDefinition
    {
        using var module = ModuleDefinition.ReadModule(typeof(StevedoreException).Assembly.Location);
        return
        [
            .. module
                .GetAllTypes()
                .SelectMany(members)
                .Where(matches)
                .Select(member => $"{member.DeclaringType.FullName}.{member.Name}")
                .Order(StringComparer.Ordinal),
        ];
    }

    // Such as what keeps a lambda for its next use.
    private static bool IsOfTheCompiler(IMemberDefinition member) =>
        member.Name.StartsWith("<>", StringComparison.Ordinal)
        || member.Name.StartsWith("<PrivateImplementation", StringComparison.Ordinal);
}
