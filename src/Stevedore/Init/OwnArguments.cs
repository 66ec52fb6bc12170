namespace Stevedore.Init;

/// <summary>What the program that runs is started with besides, to be the same once more.</summary>
/// <param name="Values">Those of the tool that leaves out a build project, to which it would hand over; empty for a build.</param>
internal sealed record OwnArguments(ImmutableArray<string> Values)
{
    public static OwnArguments None { get; } = new([]);
}
