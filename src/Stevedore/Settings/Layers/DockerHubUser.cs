using System.Text.Json;

namespace Stevedore.Settings.Layers;

/// <summary>The two customary pairs of variables with the credentials of Docker Hub.</summary>
internal sealed class DockerHubUser(IReadOnlyDictionary<string, string> environment)
{
    private static readonly (string User, string Token)[] Pairs =
    [
        ("DOCKER_USERNAME", "DOCKER_TOKEN"),
        ("DOCKERHUB_USER", "DOCKERHUB_TOKEN"),
    ];

    /// <summary>Credentials and namespace for a registry that leaves them open.</summary>
    public void Offer(SettingNode? over, SettingNode registry)
    {
        var credentials = over?["credentials"];
        var user = credentials?["environment"]?["username"]?.Value;
        if (credentials is null && Array.Find(Pairs, pair => IsSet(pair.User) && IsSet(pair.Token)) is { User: { } variable } pair)
        {
            registry.Keys["credentials"] = Credentials(Origin.Named(variable), pair.User, pair.Token);
            user = variable;
        }

        if (user is not null && IsSet(user))
        {
            registry.Offer(over, "namespace", SettingNode.Text(Origin.Named(user), environment[user].Trim()));
        }
    }

    private static SettingNode Credentials(Origin origin, string user, string token)
    {
        OrderedDictionary<string, SettingNode> names = new()
        {
            ["username"] = SettingNode.Text(origin, user),
            ["password"] = SettingNode.Text(origin, token),
        };
        return SettingNode.Object(origin, new() { ["environment"] = SettingNode.Object(origin, names) });
    }

    private bool IsSet(string variable) => !string.IsNullOrWhiteSpace(environment.GetValueOrDefault(variable));
}
