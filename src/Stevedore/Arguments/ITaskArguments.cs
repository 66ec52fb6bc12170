namespace Stevedore.Arguments;

/// <summary>Declares arguments of the task it stands on. Implemented by attributes.</summary>
public interface ITaskArguments
{
    /// <summary>The arguments, in the order that help shows them.</summary>
    IReadOnlyList<TaskArgument> Arguments { get; }
}
