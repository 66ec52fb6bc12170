using Stevedore.Arguments;

namespace Stevedore.Tool;

/// <summary>Where and by what to run, which has to be known before the rest of a command line means anything.</summary>
/// <param name="Working">The folder to look for the repository from; null for the one that the command runs in.</param>
/// <param name="LeavesBuildOut">Whether a build project of the repository is passed over.</param>
/// <param name="Rest">The command line without that.</param>
internal sealed record Place(string? Working, bool LeavesBuildOut, ImmutableArray<string> Rest)
{
    private const string NoBuildProject = $"--{CommonArguments.NoBuildProject}";
    private const string LongWorking = $"--{CommonArguments.Working}";

    /// <exception cref="StevedoreException">An argument has no value.</exception>
    public static Place Of(IReadOnlyList<string> commandLine)
    {
        string? working = null;
        var leavesBuildOut = false;
        var rest = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; index < commandLine.Count; index++)
        {
            var (name, value) = Split(commandLine[index]);
            switch (name)
            {
                case NoBuildProject when value is null or "true":
                    leavesBuildOut = true;
                    break;
                case LongWorking or "-w":
                    working = value ?? commandLine.ElementAtOrDefault(++index);
                    if (string.IsNullOrWhiteSpace(working))
                    {
                        throw RunOptions.Empty(CommonArguments.Working, isFlag: false);
                    }

                    break;
                default:
                    rest.Add(commandLine[index]);
                    break;
            }
        }

        return new(working, leavesBuildOut, rest.ToImmutable());
    }

    private static (string Name, string? Value) Split(string given) =>
        given.Split('=', 2) is [var name, var value] ? (name, value) : (given, null);
}
