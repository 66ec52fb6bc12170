using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Stevedore.Registries.Distribution;

/// <summary>What a registry is told so that it lets a request in: a password, or a token for what is asked.</summary>
internal sealed class RegistryAuthorization(TokenService tokens, CurrentCredential current)
{
    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> basic = new(StringComparer.Ordinal);
    private (Challenge Challenge, bool IsPlain)? bearer;

    /// <summary>The address where the registry says that its tokens are; null where it has asked for none.</summary>
    public string? TokenAddress => bearer is { } asked && TokenRealm.Of(asked.Challenge) is { } realm ? TokenRealm.Shown(realm) : null;

    /// <summary>Null where nothing is known, or nothing was asked for.</summary>
    // Bearer tokens are for one scope; a password is for all, and need not be asked for twice.
    public AuthenticationHeaderValue? For(string? scope) =>
        IsBasic(scope ?? "") && current.Value is { } credential ? TokenService.Basic(credential) : known.GetValueOrDefault(scope ?? "");

    /// <summary>Gets a token for what comes next: who has been asked for one once is given one at once, a round trip less for each repository.</summary>
    public async Task Prepare(string? scope, CancellationToken cancellation)
    {
        if (bearer is { } asked && scope is not null && !known.ContainsKey(scope))
        {
            _ = await Token(asked.Challenge, asked.IsPlain, scope, cancellation);
        }
    }

    /// <summary>What the registry asks for; null where there is nothing to answer with.</summary>
    /// <param name="refusal">Its own, not that of a host that it sent the request to.</param>
    public async Task<AuthenticationHeaderValue?> Answer(HttpResponseMessage refusal, string? scope, CancellationToken cancellation)
    {
        var challenges = refusal.Headers.WwwAuthenticate.Select(Challenge.From).OfType<Challenge>().ToArray();
        if (challenges.FirstOrDefault(challenge => challenge.Is("Bearer")) is { } found)
        {
            basic[scope ?? ""] = false;
            bearer = (found, refusal.RequestMessage!.RequestUri!.Scheme == Uri.UriSchemeHttp);
            return await Token(found, bearer.Value.IsPlain, scope, cancellation);
        }

        if (!challenges.Any(challenge => challenge.Is("Basic")))
        {
            basic[scope ?? ""] = false;
            return null;
        }

        _ = await current.Next.WaitAsync(cancellation);
        basic[scope ?? ""] = true;
        return For(scope);
    }

    // What a registry asked for last for a scope counts for it: a proxy before one may ask otherwise on some paths, or once.
    private bool IsBasic(string scope) =>
        basic.TryGetValue(scope, out var asked) ? asked : bearer is null && basic.Values.Any(each => each);

    /// <summary>Forgets the tokens of a credential that was rejected.</summary>
    public void Forget() => known.Clear();

    private async Task<AuthenticationHeaderValue?> Token(
        Challenge challenge,
        bool isPlain,
        string? scope,
        CancellationToken cancellation
    ) =>
        await tokens.Token(challenge, isPlain, scope, await current.Next.WaitAsync(cancellation), cancellation) is { } token
            ? known[scope ?? ""] = new("Bearer", token)
            : null;
}
