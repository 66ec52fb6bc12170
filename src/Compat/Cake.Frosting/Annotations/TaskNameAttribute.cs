namespace Cake.Frosting;

/// <summary>Names a task otherwise than its class.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute : Attribute
{
    public TaskNameAttribute(string name)
    {
        Name = name;
    }

    public string Name { get; }
}
