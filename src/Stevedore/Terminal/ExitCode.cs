namespace Stevedore.Terminal;

/// <summary>What the process ends with where done and failed, which are all that the host knows, do not say enough.</summary>
internal sealed class ExitCode : IDisposable
{
    private int? code;

    private ExitCode(int failed) => code = failed;

    /// <summary>Ends the process with a code in place of a failure's, unless <see cref="Done"/> says otherwise.</summary>
    public static ExitCode UnlessDone(int failed) => new(failed);

    /// <summary>Ends the process with another code; 0 leaves it to the host.</summary>
    public void Done(int code) => this.code = code == 0 ? null : code;

    public void Dispose()
    {
        if (code is { } last)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = last;
        }
    }
}
