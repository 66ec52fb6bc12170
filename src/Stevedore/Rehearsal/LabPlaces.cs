using Stevedore.Images;

namespace Stevedore.Rehearsal;

/// <summary>What a lab has in the place of the world: what every lab serves, and what this one's <c>up</c> has printed.</summary>
internal sealed class LabPlaces
{
    /// <summary>The account and the region where what is named nowhere goes.</summary>
    public static readonly (string Account, string Region) Home = ("123456789012", "eu-central-1");

    private const string EcrPublic = "public.ecr.aws";
    private static readonly ImmutableArray<string> Required = ["DOCKER_HOST", "DOCKER_CONFIG", "AWS_ENDPOINT_URL"];

    // The one user of every lab's Docker Hub who may push, with the token that the lab made up.
    private static readonly ImmutableDictionary<string, string> Users = ImmutableDictionary<string, string>
        .Empty.Add("STEVEDORE_LAB_HUB_USERNAME", "acme")
        .Add("STEVEDORE_LAB_HUB_TOKEN", "hubtoken");
    private readonly ImmutableHashSet<string> further;

    /// <param name="printed">What <c>up</c> printed.</param>
    /// <param name="allowed">Further hosts that a person lets a rehearsal reach, with commas between them; null for none.</param>
    /// <exception cref="StevedoreException">The lab leaves the machine's own engine, logins or AWS in its place.</exception>
    public LabPlaces(ImmutableDictionary<string, string> printed, string? allowed)
    {
        if (Required.FirstOrDefault(name => string.IsNullOrEmpty(printed.GetValueOrDefault(name))) is { } missing)
        {
            throw new StevedoreException(
                "Cannot rehearse",
                $"the lab's `up` prints no {missing}, so that this machine's own would be used",
                $"Let it print {missing}='…'."
            );
        }

        Variables = Users.SetItems(printed);
        further = [.. Hosts(printed.GetValueOrDefault("STEVEDORE_LAB_HOSTS")), .. Hosts(allowed)];
    }

    /// <summary>What <c>up</c> printed, and what it need not print.</summary>
    public ImmutableDictionary<string, string> Variables { get; }

    /// <summary>The accounts of its ECR.</summary>
    public static ImmutableArray<string> Accounts { get; } = [Home.Account, "210987654321"];

    /// <summary>The regions of its ECR.</summary>
    public static ImmutableArray<string> Regions { get; } = [Home.Region, "us-east-1"];

    /// <summary>Its registry without accounts; null when it has none.</summary>
    public string? PlainRegistry => Variables.GetValueOrDefault("STEVEDORE_LAB_REGISTRY");

    /// <summary>Whether what goes to a host stays in the lab, or goes where a person lets it.</summary>
    public bool Serves(string host)
    {
        var name = host.ToLowerInvariant();
        return RegistryEndpoint.ConfigKey(name) == RegistryEndpoint.ConfigKey(BaseReference.Hub)
            || name == EcrPublic
            || name == PlainRegistry
            || Ecr.Contains(name)
            || further.Contains(name)
            || further.Contains(name.Split(':')[0]);
    }

    /// <summary>The hosts that no proxy of the machine may be asked for: it would find the real ones.</summary>
    public IEnumerable<string> Unproxied =>
        new[] { "localhost", "127.0.0.1", EcrPublic, BaseReference.Hub, $".{BaseReference.Hub}" }
            .Concat(Ecr)
            .Concat(Addresses())
            .Distinct();

    private static IEnumerable<string> Ecr =>
        from account in Accounts
        from region in Regions
        select $"{account}.dkr.ecr.{region}.amazonaws.com";

    private IEnumerable<string> Addresses() =>
        (PlainRegistry is { } registry ? [registry.Split(':')[0]] : Array.Empty<string>()).Concat(
            from variable in Variables
            where variable.Key.StartsWith("AWS_ENDPOINT_URL", StringComparison.Ordinal)
            where Uri.TryCreate(variable.Value, UriKind.Absolute, out _)
            orderby variable.Key
            select new Uri(variable.Value).Host
        );

    private static IEnumerable<string> Hosts(string? list) =>
        (list ?? "").ToLowerInvariant().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
