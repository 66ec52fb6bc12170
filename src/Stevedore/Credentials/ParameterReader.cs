using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Stevedore.Aws;

namespace Stevedore.Credentials;

/// <summary>Reads parameters of Parameter Store, decrypted, each at most once a run.</summary>
internal sealed class ParameterReader(IAwsClients aws, Redactor redactor)
{
    private readonly OncePerRun<ParameterAddress, string> fetched = new();

    /// <summary>The value of a parameter.</summary>
    /// <param name="isRenewal">Whether what was read before was rejected where it was used.</param>
    /// <exception cref="StevedoreException">It cannot be read.</exception>
    public async Task<Secret> Read(ParameterAddress address, bool isRenewal, CancellationToken cancellation) =>
        new(await ReadShown(address, isRenewal, cancellation), redactor);

    /// <summary>A value that is no secret, such as a user name: it is not kept out of what is shown.</summary>
    /// <param name="isRenewal">Whether what was read before was rejected where it was used.</param>
    /// <exception cref="StevedoreException">It cannot be read.</exception>
    public Task<string> ReadShown(ParameterAddress address, bool isRenewal, CancellationToken cancellation) =>
        fetched.Get(address, isRenewal, () => Fetch(address, cancellation));

    /// <summary>The region that a parameter is read in.</summary>
    public string Region(ParameterAddress address) =>
        AwsPlace.Region(aws, address.Name, address.Region, $"Cannot read the parameter '{address.Name}'");

    private async Task<string> Fetch(ParameterAddress address, CancellationToken cancellation)
    {
        var region = Region(address);
        try
        {
            using var client = aws.ParameterStore(region, address.Role);
            var response = await client.GetParametersAsync(new() { Names = [address.Name], WithDecryption = true }, cancellation);
            return (response.Parameters ?? []).FirstOrDefault(parameter => Names(parameter).Contains(address.Name))?.Value
                ?? throw ParameterFaults.Missing(address, region);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw ParameterFaults.From(cause, address, region);
        }
    }

    // Asked for by ARN or with a selector, the answer still carries the plain name.
    private static IEnumerable<string> Names(Parameter parameter) =>
        new[] { parameter.Name, parameter.ARN }
            .OfType<string>()
            .SelectMany(name =>
                parameter.Selector is { Length: > 0 } selector
                    ? new[] { name, name + selector, $"{name}:{selector.TrimStart(':')}" }
                    : [name]
            );
}

/// <summary>A parameter of Parameter Store.</summary>
/// <param name="Name">Its name or ARN, perhaps with a version or label behind a colon.</param>
/// <param name="Region">Null for that of the ARN, else the run's.</param>
/// <param name="Role">The ARN of a role to assume; null for the caller's own credentials.</param>
internal sealed record ParameterAddress(string Name, string? Region = null, string? Role = null);
