namespace Stevedore.Tool;

/// <summary>What a command line asks for.</summary>
internal abstract record Invocation
{
    private Invocation() { }

    /// <param name="Verb">The one that is asked about; null for all.</param>
    public sealed record Help(Verb? Verb) : Invocation;

    public sealed record Version : Invocation;

    /// <param name="Shell">The shell that completes the tool's verbs.</param>
    public sealed record Completion(string Shell) : Invocation;

    /// <param name="Arguments">What a Frosting host is started with.</param>
    public sealed record Run(ImmutableArray<string> Arguments) : Invocation;
}
