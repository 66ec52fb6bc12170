using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Stevedore.Aws;

namespace Stevedore.Credentials;

/// <summary>Reads parameters of Parameter Store, decrypted: those of a run in as few calls as the service allows, each at most once.</summary>
public sealed class ParameterReader(IAwsClients aws, Redactor redactor)
{
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
    private const int MostNames = 10;

    private readonly Lock gate = new();
    private readonly HashSet<ParameterAddress> expected = [];
    private readonly Dictionary<ParameterAddress, Task<ImmutableDictionary<ParameterAddress, Answer>>> batches = [];
    private readonly OncePerRun<ParameterAddress, string> fetched = new();

    /// <summary>Says what will be read, so that the first of them fetches the others too.</summary>
    public void Expect(IEnumerable<ParameterAddress> addresses)
    {
        lock (gate)
        {
            expected.UnionWith(addresses);
        }
    }

    /// <summary>The value of a parameter.</summary>
    /// <param name="isRenewal">Whether what was read before was rejected where it was used.</param>
    /// <exception cref="StevedoreException">It cannot be read.</exception>
    public async Task<Secret> Read(ParameterAddress address, bool isRenewal, CancellationToken cancellation) =>
        new(await ReadShown(address, isRenewal, cancellation), redactor);

    /// <summary>A value that is no secret, such as a user name: it is not kept out of what is shown.</summary>
    /// <param name="isRenewal">Whether what was read before was rejected where it was used.</param>
    /// <exception cref="StevedoreException">It cannot be read.</exception>
    public Task<string> ReadShown(ParameterAddress address, bool isRenewal, CancellationToken cancellation) =>
        fetched.Get(address, isRenewal, () => Fetch(address, isRenewal, cancellation));

    /// <summary>The region that a parameter is read in.</summary>
    public string Region(ParameterAddress address) =>
        AwsPlace.Region(aws, address.Name, address.Region, $"Cannot read the parameter '{address.Name}'");

    private async Task<string> Fetch(ParameterAddress address, bool isRenewal, CancellationToken cancellation)
    {
        var (value, fault) = isRenewal ? await Alone(address, cancellation) : (await Batch(address, cancellation))[address];
        return value ?? throw fault!;
    }

    private Task<ImmutableDictionary<ParameterAddress, Answer>> Batch(ParameterAddress address, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!batches.TryGetValue(address, out var batch))
            {
                var others = expected.Where(other => IsBeside(other, address) && !batches.ContainsKey(other)).Take(MostNames - 1);
                ImmutableArray<ParameterAddress> together = [address, .. others];
                batch = Together(together, cancellation);
                foreach (var member in together)
                {
                    batches[member] = batch;
                }
            }

            return batch;
        }
    }

    // One name that may not be read fails the call for all: then each is asked for alone, and only that one fails.
    private async Task<ImmutableDictionary<ParameterAddress, Answer>> Together(
        ImmutableArray<ParameterAddress> addresses,
        CancellationToken cancellation
    )
    {
        try
        {
            var found = await Call(addresses, cancellation);
            return addresses.ToImmutableDictionary(address => address, address => AnswerFor(address, found));
        }
        catch (StevedoreException) when (addresses.Length > 1)
        {
            var answers = await Task.WhenAll(
                addresses.Select(async address => KeyValuePair.Create(address, await Alone(address, cancellation)))
            );
            return answers.ToImmutableDictionary();
        }
        catch (StevedoreException fault)
        {
            return ImmutableDictionary<ParameterAddress, Answer>.Empty.Add(addresses[0], new(null, fault));
        }
    }

    private async Task<Answer> Alone(ParameterAddress address, CancellationToken cancellation) =>
        (await Together([address], cancellation))[address];

    private Answer AnswerFor(ParameterAddress address, ImmutableDictionary<string, string> found) =>
        found.GetValueOrDefault(address.Name) is { } value
            ? new(value, null)
            : new(null, ParameterFaults.Missing(address, Region(address)));

    private async Task<ImmutableDictionary<string, string>> Call(ImmutableArray<ParameterAddress> addresses, CancellationToken cancellation)
    {
        var region = Region(addresses[0]);
        try
        {
            using var client = aws.ParameterStore(region, addresses[0].Role);
            var response = await client.GetParametersAsync(
                new() { Names = [.. addresses.Select(address => address.Name)], WithDecryption = true },
                cancellation
            );
            return (response.Parameters ?? [])
                .SelectMany(Named)
                .DistinctBy(entry => entry.Key)
                .ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw ParameterFaults.From(cause, addresses[0], region);
        }
    }

    // Asked for by ARN or with a selector, the answer still carries the plain name.
    private static IEnumerable<KeyValuePair<string, string>> Named(Parameter parameter)
    {
        var value = parameter.Value ?? "";
        string?[] names = [parameter.Name, parameter.ARN];
        return names
            .OfType<string>()
            .SelectMany(name =>
                parameter.Selector is { Length: > 0 } selector
                    ? new[] { name, name + selector, $"{name}:{selector.TrimStart(':')}" }
                    : [name]
            )
            .Distinct()
            .Select(name => KeyValuePair.Create(name, value));
    }

    private bool IsBeside(ParameterAddress other, ParameterAddress address) =>
        other != address && other.Role == address.Role && Region(other) == Region(address) && other.Name != address.Name;

    /// <summary>A value, or why there is none.</summary>
    private readonly record struct Answer(string? Value, StevedoreException? Fault);
}
