namespace Stevedore.Arguments;

/// <summary>Declares the arguments that every target about stacks takes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StackArgumentsAttribute : Attribute, ITaskArguments
{
    internal static readonly ImmutableArray<TaskArgument> All =
    [
        new("config", "The settings file, relative to the repository. Default: stevedore.json.", "file"),
        ShipArgumentsAttribute.Named("environment"),
        new("pipeline", "The pipeline of the settings whose stack it is. Default: all, in their order.", "name"),
        ShipArgumentsAttribute.Named("json"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => All;
}
