namespace Stevedore.Source;

internal sealed record GitAnswer(int ExitCode, ImmutableArray<string> Lines, string Error)
{
    public bool Succeeded => ExitCode == 0;
}
