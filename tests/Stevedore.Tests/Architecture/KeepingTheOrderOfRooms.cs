using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>A room uses only rooms above it, so that each can be understood, and changed, without those below.</summary>
public sealed class KeepingTheOrderOfRooms
{
    private static readonly string[] Rooms =
    [
        "Errors",
        "Terminal",
        "Runs",
        "Images",
        "Arguments",
        "Source",
        "Templates",
        "Settings",
        "Planning",
        "Aws",
        "Credentials",
        "Registries",
        "Docker",
        "Releases",
        "Shipping",
        "CodeBuild",
        "Ecs",
        "Stacks",
        "Rehearsal",
        "Doctor",
        "Init",
        "Hosting",
        "Tasks",
    ];

    private static readonly IReadOnlyList<(string Room, string Type, string UsedRoom, string Used)> Uses = RoomUses.Of(
        typeof(StevedoreException).Assembly.Location
    );

    [Fact]
    public void ARoomUsesOnlyRoomsAboveIt() =>
        Assert.Empty(
            Uses.Where(use => Array.IndexOf(Rooms, use.UsedRoom) >= Array.IndexOf(Rooms, use.Room))
                .Select(use => $"{use.Room}.{use.Type} uses {use.UsedRoom}.{use.Used}")
        );

    [Fact]
    public void EveryRoomIsInTheOrder() =>
        Assert.Equal(
            Rooms.Order(StringComparer.Ordinal),
            Uses.SelectMany(use => new[] { use.Room, use.UsedRoom }).Distinct().Order(StringComparer.Ordinal)
        );
}
