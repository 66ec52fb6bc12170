using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>The values behind <c>AWS_DEFAULTS_MODE</c>, which every service client brings along.</summary>
internal static class DefaultModes
{
    public static DefaultConfigurationProvider Provider() =>
        new([
            Mode(DefaultConfigurationMode.Standard, connectSeconds: 3.1),
            Mode(DefaultConfigurationMode.InRegion, connectSeconds: 1.1),
            Mode(DefaultConfigurationMode.CrossRegion, connectSeconds: 3.1),
            Mode(DefaultConfigurationMode.Mobile, connectSeconds: 30),
            Mode(DefaultConfigurationMode.Auto, connectSeconds: 1.1),
        ]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, double connectSeconds) =>
        new()
        {
            Name = name,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromSeconds(connectSeconds),
            TlsNegotiationTimeout = TimeSpan.FromSeconds(connectSeconds),
        };
}
