using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>What is particular to a kind of registry stands with the kind, so that another package can bring one.</summary>
public sealed class KeepingAKindInItsFolder
{
    private static readonly Type[] Kinds =
    [
        .. typeof(RegistrySettings).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RegistrySettings))),
    ];

    [Fact]
    public void EachHasAFolderOfItsOwn() =>
        Assert.Equal(
            ["Stevedore.Registries.DockerHub", "Stevedore.Registries.Ecr", "Stevedore.Registries.EcrPublic", "Stevedore.Registries.Plain"],
            Kinds.Select(kind => kind.Namespace).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void NothingElseKnowsItsSettings()
    {
        var folders = Kinds.ToDictionary(kind => kind.FullName!, kind => kind.Namespace, StringComparer.Ordinal);
        Assert.Empty(
            RoomUses
                .ByType(typeof(RegistrySettings).Assembly.Location)
                .Where(use => folders.TryGetValue(use.Used, out var folder) && use.Namespace != folder && use.Type != nameof(StevedoreHost))
                .Select(use => $"{use.Namespace}.{use.Type} uses {use.Used}")
        );
    }
}
