namespace Stevedore.Registries.Distribution;

/// <summary>Ends a request under which nothing moves any more. One that goes on may take as long as it takes.</summary>
/// <remarks>Registries put a large layer together only when all of it is there, and answer when they have.</remarks>
internal sealed class StallLimit : DelegatingHandler
{
    /// <summary>For the beginning of an answer, and between two pieces of what is sent or read.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>For the answer to what completes an upload.</summary>
    public static readonly TimeSpan LongestCompletion = TimeSpan.FromSeconds(300);

    /// <summary>For all of a small answer, such as a manifest or a token, however it comes.</summary>
    public static readonly TimeSpan LongestSmall = TimeSpan.FromMinutes(5);

    /// <summary>For what explains a refusal: the refusal itself is known by then.</summary>
    public static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(5);

    private static readonly string Stuck = Invariant($"nothing moved for {Longest.TotalSeconds:0} s");

    private readonly TimeProvider clock;

    /// <param name="clock">Measures the waiting.</param>
    /// <param name="inner">Sends the requests.</param>
    public StallLimit(TimeProvider clock, HttpMessageHandler inner)
        : base(inner) => this.clock = clock;

    /// <exception cref="IOException">Nothing moved for too long.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var stall = new Stall(clock, cancellationToken);
        var content = request.Content;
        if (content is null)
        {
            BeginAnswer(stall, Longest);
        }
        else
        {
            var answer = request.Method == HttpMethod.Put ? LongestCompletion : Longest;
            request.Content = new WatchedContent(content, progressed: () => BeginPiece(stall), ended: () => BeginAnswer(stall, answer));
            BeginPiece(stall);
        }

        try
        {
            var response = await stall.Watch(token => base.SendAsync(request, token));
            response.Content = new WatchedBody(response.Content, clock);
            return response;
        }
        finally
        {
            // Whether it can be sent again is told by what it is.
            request.Content = content;
        }
    }

    // A header that comes a byte at a time is as useless as none.
    private static void BeginAnswer(Stall stall, TimeSpan longest) =>
        stall.Begin(longest, Invariant($"the header of its answer was not complete after {longest.TotalSeconds:0} s"));

    private static void BeginPiece(Stall stall) => stall.Begin(Longest, Stuck);
}
