using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>Every operation of these services is signed with Signature Version 4.</summary>
internal sealed class SignatureVersion4 : BaseAuthResolverHandler
{
    private static readonly AuthSchemeOption Scheme = new() { SchemeId = "aws.auth#sigv4" };

    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => [Scheme];
}
