using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.Ecr;

/// <summary>Amazon ECR: <c>&lt;account&gt;.dkr.ecr.&lt;region&gt;.&lt;dns suffix&gt;/&lt;repository&gt;</c>, or a host for FIPS or dual-stack.</summary>
internal sealed class EcrKind : RegistryKind
{
    /// <inheritdoc/>
    public override string Type => "ecr";

    /// <inheritdoc/>
    public override Type SettingsType => typeof(EcrSettings);

    /// <inheritdoc/>
    public override bool IsDeployedFrom => true;

    /// <inheritdoc/>
    public override void Suggest(RegistrySuggestions open)
    {
        if (open.Said("endpoint") is { } said && EcrHost.Place(said) is var (account, region))
        {
            open.Offer("account", account, "the registry's endpoint");
            open.Offer("region", region, "the registry's endpoint");
        }

        if (open.Repository is var (variable, uri))
        {
            open.Agree("endpoint", uri.Host, variable);
            open.Agree("account", uri.Account, variable, "AWS_ACCOUNT_ID");
            open.Agree("region", uri.Region, variable);
            open.Offer("account", uri.Account, variable);
            open.Offer("region", uri.Region, variable);
            if (uri.Host != EcrHost.Of(uri.Account, uri.Region))
            {
                open.Offer("endpoint", uri.Host, variable);
            }
        }

        // AWS_REGION is where the build runs, which CodeBuild always says; a host says where the registry is.
        open.OfferFirst("region", "AWS_REGION", "AWS_DEFAULT_REGION");
        // AWS_ACCOUNT_ID is the account that the build runs in, which a role may leave.
        if (!open.IsSaid("role"))
        {
            open.OfferFirst("account", "AWS_ACCOUNT_ID");
        }
    }

    /// <inheritdoc/>
    public override KeyFault? FaultOf(RegistrySettings settings) =>
        settings is EcrSettings { Endpoint: { } host } ecr && EcrHost.Place(host) is var (account, region)
            ? Disagreement(host, "account", account, ecr.Account) ?? Disagreement(host, "region", region, ecr.Region)
            : null;

    /// <inheritdoc/>
    public override RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts)
    {
        var ecr = (EcrSettings)settings;
        // Who takes a role of another account ships there, wherever the build runs.
        var account = ecr.Account ?? AccountOf(ecr.Role) ?? facts?.Account;
        var region = ecr.Region ?? facts?.Region;
        return new(name, settings, ecr.Endpoint ?? EcrHost.Of(account, region), account, region, settings.Push ?? true)
        {
            LoginFix = $"Check account, region and role of registries.{name}: its token must be of the same account and region.",
        };
    }

    /// <inheritdoc/>
    public override bool IsPrivate(RegistryPlan registry) => true;

    /// <inheritdoc/>
    internal override RepositoryRules? Repositories(RegistrySettings settings) =>
        settings is EcrSettings ecr ? new(ecr.ImmutableTags ?? true, ecr.Role) : null;

    /// <inheritdoc/>
    public override (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository) =>
        (new(registry.Host, repository), null);

    /// <inheritdoc/>
    public override ImmutableArray<RehearsedKey> Rehearsed(RegistryPlan registry) =>
        [
            new("account", registry.Account ?? "that of the credentials", RehearsedKey.Account),
            new("region", registry.Region ?? "that of the run", RehearsedKey.Region),
            // A variable cannot unset what the settings say.
            .. ((EcrSettings)registry.Settings).Endpoint is { } host
                ? [new("endpoint", host, $"{RehearsedKey.Account}.dkr.ecr.{RehearsedKey.Region}.amazonaws.com")]
                : Array.Empty<RehearsedKey>(),
            .. ((EcrSettings)registry.Settings).Role is { } role ? [new("role", role, RehearsedKey.Role)] : Array.Empty<RehearsedKey>(),
        ];

    /// <inheritdoc/>
    internal override RegistrySettings? OfHost(string host, IEnumerable<RegistrySettings> known)
    {
        if (EcrHost.Place(host) is not var (account, region))
        {
            return null;
        }

        var open = known
            .OfType<EcrSettings>()
            .FirstOrDefault(ecr => (ecr.Account ?? account) == account && (ecr.Region ?? region) == region);
        return new EcrSettings
        {
            Account = account,
            Region = region,
            Endpoint = host == EcrHost.Of(account, region) ? null : host,
            Role = open?.Role,
        };
    }

    private static KeyFault? Disagreement(string host, string key, string named, string? said) =>
        said is null || said == named
            ? null
            : new("endpoint", new($"'{host}' disagrees with the {key} '{said}'", $"correct one, or leave {key} out"));

    // A role belongs to the account that it gives access to: arn:aws:iam::123456789012:role/push
    private static string? AccountOf(string? role) => role?.Split(':') is [_, _, _, _, { Length: 12 } account, ..] ? account : null;
}
