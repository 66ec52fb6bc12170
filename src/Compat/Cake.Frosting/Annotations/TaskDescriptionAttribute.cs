namespace Cake.Frosting;

/// <summary>What a task does, shown by <c>--description</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute : Attribute
{
    public TaskDescriptionAttribute(string description)
    {
        Description = description;
    }

    public string Description { get; }
}
