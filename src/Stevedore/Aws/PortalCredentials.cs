using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.Util;
using Amazon.Util.Internal;

namespace Stevedore.Aws;

/// <summary>The SDK's own credentials of IAM Identity Center, by clients that are given: the SDK makes two itself, which follow redirects with the tokens.</summary>
/// <param name="profile">Whose account and role they are.</param>
/// <param name="portal">Gives credentials for the token of who is signed in.</param>
/// <param name="tokens">Renews that token.</param>
internal sealed class PortalCredentials(SSOAWSCredentials profile, Func<IAmazonSSO> portal, Func<ICoreAmazonSSOOIDC> tokens)
    : RefreshingAWSCredentials
{
    private const string SignIn = "Run `aws sso login`, with --profile for another than the default.";

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        try
        {
            var token = await Token();
            using var client = portal();
            var answer = await client.GetRoleCredentialsAsync(
                new()
                {
                    AccessToken = token.AccessToken,
                    AccountId = profile.AccountId,
                    RoleName = profile.RoleName,
                }
            );
            return State(answer.RoleCredentials);
        }
        catch (Exception cause) when (cause is not NoCredentialsException && Reason(cause) is { } reason)
        {
            throw new NoCredentialsException(reason, cause);
        }
    }

    private Task<SsoToken> Token() =>
        new SSOTokenManager(
            tokens(),
            new SSOTokenFileCache(CryptoUtilFactory.CryptoInstance, new FileRetriever(), new DirectoryRetriever())
        ).GetTokenAsync(
            new()
            {
                ClientName = profile.Options.ClientName,
                Region = profile.Region,
                StartUrl = profile.StartUrl,
                Session = profile.Options.SessionName,
                Scopes = profile.Options.Scopes,
                SupportsGettingNewToken = profile.Options.SupportsGettingNewToken,
            }
        );

    private CredentialsRefreshState State(Amazon.SSO.Model.RoleCredentials? given) =>
        given is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0, Expiration: { } milliseconds }
            ? new(
                new ImmutableCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken),
                DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime
            )
            : throw new NoCredentialsException(
                CredentialReason.Incomplete($"the role {profile.RoleName} of account {profile.AccountId}"),
                null
            );

    // Null where what was thrown tells it.
    private CredentialReason? Reason(Exception cause) =>
        AwsFaults.Within<UnusableAnswerException>(cause) is not null ? null
        : UnreachableAws.Why(cause) is { } why
            ? new(
                $"IAM Identity Center, which the AWS profile signs in by, could not be reached: {why}",
                UnreachableAws
                    .Fix(why)
                    .Replace("AWS_REGION, or that of the settings", "sso_region of the profile", StringComparison.Ordinal)
            )
        : AwsFaults.Within<AmazonServiceException>(cause) switch
        {
            UnauthorizedException => new("IAM Identity Center no longer accepts the sign-in of the AWS profile", SignIn),
            Amazon.SSOOIDC.AmazonSSOOIDCException { StatusCode: System.Net.HttpStatusCode.BadRequest } => new(
                "the sign-in of the AWS profile by IAM Identity Center has ended, and is not renewed",
                SignIn
            ),
            { ErrorCode: "ForbiddenException" or "ResourceNotFoundException" } refused => new(
                $"IAM Identity Center gives no credentials for the role {Role} ({OutsideText.Line(AwsWords.In(refused.Message) ?? refused.ErrorCode).TrimEnd('.')})",
                "Correct sso_account_id and sso_role_name in ~/.aws/config, or have the role assigned to who signs in (`aws sso login` shows as whom)."
            ),
            _ => null,
        };

    private string Role => OutsideText.Line($"{profile.RoleName} of account {profile.AccountId}", 160);
}
