using System.Reflection;
using System.Reflection.Emit;
using Cake.Frosting;
using Stevedore.Tasks;
using Xunit;

namespace Stevedore.Tests.Architecture;

public sealed class WritingTasks
{
    private static readonly Type[] Bases = [typeof(FrostingTask<IStevedoreContext>), typeof(AsyncFrostingTask<IStevedoreContext>)];

    public static TheoryData<Type> Tasks { get; } =
    [.. typeof(Ship).Assembly.GetExportedTypes().Where(type => typeof(IFrostingTask).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void IsSealedAndStandsDirectlyOnFrosting(Type task)
    {
        Assert.True(task.IsSealed);
        Assert.Contains(task.BaseType, Bases);
        Assert.Equal("Stevedore.Tasks", task.Namespace);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void IsCalledAsItsClassAndSaysInOneSentenceWhatItDoes(Type task)
    {
        var description = task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description;

        Assert.Equal(task.Name, task.GetCustomAttribute<TaskNameAttribute>()!.Name);
        Assert.EndsWith(".", description, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", description, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void LeavesErrorsAlone(Type task) =>
        Assert.DoesNotContain(
            task.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
            method => method.Name == "OnError"
        );

    // Every task is made for every command. What a constructor may do is store its parameters and call its base.
    [Theory]
    [MemberData(nameof(Tasks))]
    public void DoesNothingWhenItIsMade(Type task)
    {
        var constructor = Assert.Single(task.GetConstructors());
        var called = Calls(constructor).ToArray();

        Assert.Equal([task.BaseType!.FullName + "..ctor"], called);
    }

    [Fact]
    public void HasTasks() => Assert.True(Tasks.Count >= 7);

    private static IEnumerable<string> Calls(ConstructorInfo constructor)
    {
        var code = constructor.GetMethodBody()!.GetILAsByteArray()!;
        for (var position = 0; position < code.Length; )
        {
            // Constructors that only store parameters are made of these few instructions.
            var instruction = code[position];
            var size = instruction switch
            {
                _ when instruction == OpCodes.Call.Value || instruction == OpCodes.Callvirt.Value || instruction == OpCodes.Newobj.Value =>
                    5,
                _ when instruction == OpCodes.Stfld.Value => 5,
                _ when instruction == OpCodes.Ldarg_S.Value => 2,
                _ when instruction <= OpCodes.Ldarg_3.Value || instruction == OpCodes.Ret.Value => 1,
                _ => throw new InvalidOperationException($"{constructor.DeclaringType} does more than to store its parameters."),
            };
            if (size == 5 && instruction != OpCodes.Stfld.Value)
            {
                var method = constructor.Module.ResolveMethod(
                    BitConverter.ToInt32(code, position + 1),
                    constructor.DeclaringType!.GetGenericArguments(),
                    []
                )!;
                yield return $"{method.DeclaringType!.FullName}.{method.Name}";
            }

            position += size;
        }
    }
}
