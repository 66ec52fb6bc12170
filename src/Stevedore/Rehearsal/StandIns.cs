using System.Text.RegularExpressions;
using Stevedore.Planning;

namespace Stevedore.Rehearsal;

/// <summary>What the lab has in the place of a registry's settings.</summary>
/// <param name="place">The account and the region that stand in for the registry's.</param>
internal sealed class StandIns(RegistryPlan registry, (string Account, string Region) place, LabPlaces lab)
{
    private static readonly Regex Placeholder = new(@"\{\w+\}", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <exception cref="StevedoreException">The lab prints nothing of that kind.</exception>
    public string For(RehearsedKey key) => Placeholder.Replace(key.Inside, match => Value(key, match.Value));

    private string Value(RehearsedKey key, string placeholder) =>
        placeholder switch
        {
            RehearsedKey.Account => place.Account,
            RehearsedKey.Region => place.Region,
            RehearsedKey.Role => $"arn:aws:iam::{place.Account}:role/stevedore-rehearsal",
            _ => lab.Variables.GetValueOrDefault(placeholder[1..^1]) is { Length: > 0 } value
                ? value
                : throw Missing(key, placeholder[1..^1]),
        };

    private StevedoreException Missing(RehearsedKey key, string variable) =>
        new(
            "Cannot rehearse",
            $"the lab has no registry to stand in for '{registry.Name}' ({registry.Host})",
            $"Let the lab's `up` print {variable}=<{key.Key}>."
        );
}
