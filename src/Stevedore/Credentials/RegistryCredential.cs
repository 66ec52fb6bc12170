using System.Text;

namespace Stevedore.Credentials;

/// <summary>What a registry is logged in to with.</summary>
/// <param name="Username">For ECR always <c>AWS</c>.</param>
/// <param name="Password">A password, an access token or an authorization token.</param>
/// <param name="Source">Where it came from, for messages: <c>an ECR authorization token of account 123456789012</c>.</param>
public sealed record RegistryCredential(string Username, Secret Password, string Source)
{
    /// <summary>The user name that docker gives an identity token: one that is only exchanged for others.</summary>
    public const string IdentityToken = "<token>";

    // A token pasted in the user name's place is a secret there, too.
    private readonly Secret? token = TokenShape.Fits(Username) ? Password.Derive(Username) : null;

    /// <summary>Whether docker finds it by itself, so that it is not written anywhere for docker.</summary>
    public bool IsDockers { get; init; }

    /// <summary>User name and password as the Basic scheme and docker's config write them: base64 of <c>user:password</c>.</summary>
    public Secret Basic => Password.Derive(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password.Reveal()}")));

    /// <summary>The user name for messages: in quotation marks, unless it is a token.</summary>
    public string ShownUsername => token is null ? $"'{Username}'" : TokenShape.Quoted(Username);
}
