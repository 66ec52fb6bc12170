using System.Text.Json;

namespace Stevedore.Settings.Layers;

/// <summary>What holds when nobody says otherwise. Defaults that depend on other settings carry the source of those.</summary>
internal sealed class DefaultLayer(SettingNode above, RegistryTypes types)
{
    /// <summary>The registry of those who configure none.</summary>
    public const string Registry = "ecr";

    private readonly SettingNode layer = SettingNode.Object(Origin.Default);

    public SettingNode Make()
    {
        layer.Keys["platforms"] = Texts("linux/amd64");
        layer.Keys["tags"] = Texts("{sha:8}");
        layer.Keys["push"] = Texts("branch:*", "tag:*");
        Registries();
        Attestations(layer.Child("attestations", Origin.Default), Text("min"), SettingNode.Flag(Origin.Default, value: false));
        var builder = layer.Child("builder", Origin.Default);
        builder.Keys["driver"] = Text("auto");
        builder.Keys["name"] = Text("stevedore");
        builder.Keys["emulation"] = Text("auto");
        Images();
        return layer;
    }

    private static SettingNode Text(string text) => SettingNode.Text(Origin.Default, text);

    private static SettingNode Texts(params string[] texts) => SettingNode.Texts(Origin.Default, texts);

    private static void Attestations(SettingNode at, SettingNode provenance, SettingNode sbom)
    {
        at.Keys["provenance"] = provenance;
        at.Keys["sbom"] = sbom;
    }

    private void Registries()
    {
        var registries = layer.Child("registries", Origin.Default);
        var names = above["registries"] is { Keys.Count: > 0 } named ? named.Keys.Keys.ToList() : [Registry];
        foreach (var name in names)
        {
            var over = above["registries"]?[name];
            var registry = registries.Child(name, Origin.Default);
            if (types.Of(name) is { } type)
            {
                registry.Keys["type"] = SettingNode.Text(over?["type"]?.Origin ?? Origin.Default, type);
                Kind(registry, type, over?["credentials"]);
            }

            registry.Keys["push"] = SettingNode.Flag(Origin.Default, value: true);
            Credentials(registry, over?["credentials"]);
        }

        var pushing = names.Where(Pushes).ToList();
        var definitions = layer.Child("definitions", Origin.Default);
        definitions.Keys["registry"] = Text(pushing.Find(name => types.Of(name) == "ecr") ?? pushing.FirstOrDefault() ?? names[0]);
        definitions.Keys["pin"] = Text("tag");
    }

    private static void Kind(SettingNode registry, string type, SettingNode? credentials)
    {
        if (type == "docker-hub" && credentials?["username"] is { } user)
        {
            registry.Keys["namespace"] = user;
        }

        if (type is "ecr" or "ecr-public")
        {
            registry.Keys["createRepositories"] = SettingNode.Flag(Origin.Default, value: true);
        }

        if (type == "ecr")
        {
            registry.Keys["immutableTags"] = SettingNode.Flag(Origin.Default, value: true);
        }
    }

    // A user name said outright means that the secret is the password alone: then no key has a default.
    private static void Credentials(SettingNode registry, SettingNode? over)
    {
        if (over?["secretsManager"] is not null && over["username"] is null)
        {
            var credentials = registry.Child("credentials", Origin.Default);
            credentials.Keys["usernameKey"] = Text(SecretsManagerCredentialSettings.DefaultUsernameKey);
            credentials.Keys["passwordKey"] = Text(SecretsManagerCredentialSettings.DefaultPasswordKey);
        }
    }

    private bool Pushes(string name) => above["registries"]?[name]?["push"]?.Kind != JsonValueKind.False;

    private void Images()
    {
        var images = above["images"]?.Keys ?? [];
        var merged = LayerMerge.Of(above, layer);
        foreach (var (name, over) in images)
        {
            var image = layer.Child("images", Origin.Default).Child(name, Origin.Default);
            image.Keys["context"] = Text(".");
            image.Keys["dockerfile"] = Text("Dockerfile");
            image.Keys["repository"] = Text(name);
            image.Keys["registries"] = Texts([.. merged["registries"]!.Keys.Keys.Where(Pushes)]);
            image.Keys["platforms"] = merged["platforms"]!;
            image.Keys["cache"] = Text("registry");
            var common = merged["attestations"]!;
            Attestations(image.Child("attestations", Origin.Default), common["provenance"]!, common["sbom"]!);
            if (images.Count == 1)
            {
                var repository = over["repository"]?.Value ?? name;
                image.Keys["container"] = Text(repository[(repository.LastIndexOf('/') + 1)..]);
            }
        }
    }
}
