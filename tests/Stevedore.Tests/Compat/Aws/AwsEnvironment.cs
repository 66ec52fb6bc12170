using System.Collections;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>
/// The environment variables of AWS, none of them set and no profile to be found, until the test is over. The tests of this collection run
/// alone, as the environment belongs to the whole process.
/// </summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class AwsEnvironment : IDisposable
{
    public const string Collection = "AWS environment";

    private readonly Dictionary<string, string?> before = [];

    public AwsEnvironment()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            if (name.StartsWith("AWS_", StringComparison.Ordinal))
            {
                Set(name, null);
            }
        }

        Set("AWS_CONFIG_FILE", "/nonexistent/config");
        Set("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        Set("AWS_EC2_METADATA_DISABLED", "true");
    }

    internal static BasicAWSCredentials Credentials => new("AKIDEXAMPLE", "secret");

    internal AwsEnvironment With(string name, string? value)
    {
        Set(name, value);
        return this;
    }

    public void Dispose()
    {
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Forget();
    }

    // What was read of the environment once is kept for the life of the process.
    private static void Forget()
    {
        FallbackRegionFactory.Reset();
        FallbackInternalConfigurationFactory.Reset();
    }

    private void Set(string name, string? value)
    {
        before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
        Forget();
    }
}
