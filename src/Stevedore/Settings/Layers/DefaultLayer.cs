using System.Globalization;
using System.Text.Json;
using Stevedore.Settings.Rules;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>What holds when nobody says otherwise. Defaults that depend on other settings carry the source of those.</summary>
internal sealed class DefaultLayer(SettingNode above, RegistryTypes types)
{
    private readonly SettingNode layer = SettingNode.Object(Origin.Default);

    public SettingNode Make()
    {
        Constants(layer, SettingsShapes.Section.Keys);
        Registries();
        Images();
        return layer;
    }

    /// <summary>What is the same whatever else is said.</summary>
    internal static void Constants(SettingNode at, ImmutableArray<ShapeKey> keys)
    {
        foreach (var key in keys)
        {
            if (key.Default is { } value)
            {
                at.Keys[key.Name] = Constant(value);
            }
            else if (key.Shape.Kind == ShapeKind.Keys && HasConstant(key.Shape.Keys))
            {
                Constants(at.Child(key.Name, Origin.Default), key.Shape.Keys);
            }
        }
    }

    // What nobody speaks of is not there, and says nothing.
    private static bool HasConstant(ImmutableArray<ShapeKey> keys) =>
        keys.Any(key => key.Default is not null || (key.Shape.Kind == ShapeKind.Keys && HasConstant(key.Shape.Keys)));

    private static SettingNode Constant(object value) =>
        value switch
        {
            bool flag => SettingNode.Flag(Origin.Default, flag),
            string text => Text(text),
            string[] texts => Texts(texts),
            _ => SettingNode.Number(Origin.Default, Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };

    private static SettingNode Text(string text) => SettingNode.Text(Origin.Default, text);

    private static SettingNode Texts(params string[] texts) => SettingNode.Texts(Origin.Default, texts);

    private void Registries()
    {
        var registries = layer.Child("registries", Origin.Default);
        var names = above["registries"] is { Keys.Count: > 0 } named ? named.Keys.Keys.ToList() : [types.Kinds.Default];
        foreach (var name in names)
        {
            var over = above["registries"]?[name];
            var registry = registries.Child(name, Origin.Default);
            if (types.Of(name) is { } type)
            {
                registry.Keys["type"] = SettingNode.Text(over?["type"]?.Origin ?? Origin.Default, type);
            }

            Constants(registry, types.Kinds.KeysOf(types.Of(name)));
            Credentials(registry, over?["credentials"]);
        }

        var pushing = names.Where(Pushes).ToList();
        layer.Child("definitions", Origin.Default).Keys["registry"] = Text(
            pushing.Find(name => types.KindOf(name) is { IsDeployedFrom: true }) ?? pushing.FirstOrDefault() ?? names[0]
        );
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
            image.Keys["repository"] = Text(name);
            image.Keys["registries"] = Texts([.. merged["registries"]!.Keys.Keys.Where(Pushes)]);
            image.Keys["attestations"] = merged["attestations"]!;
            if (images.Count == 1)
            {
                var repository = over["repository"]?.Value ?? name;
                image.Keys["container"] = Text(Word.Of(repository[(repository.LastIndexOf('/') + 1)..]));
            }
        }
    }
}
