namespace Cake.Frosting;

/// <summary>Runs this task before the given one, which need not know of it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute : Attribute
{
    public IsDependeeOfAttribute(Type type)
    {
        Task = type;
    }

    public Type Task { get; }
}
