using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>Credentials have exactly one form; a layer may leave it to the layers below.</summary>
internal static class CredentialCheck
{
    public static SettingNode Form(SettingFaults faults, SettingNode node, string path)
    {
        var forms = FormsOf(node);
        if (forms.Length > 1)
        {
            faults.Add(
                node.Origin,
                path,
                $"has {string.Join(" and ", forms.Select(form => form.Key))}",
                $"keep one of {CredentialForm.Names("and")}"
            );
        }
        else if (forms is [var form] && Foreign(node, form) is { } key)
        {
            faults.Add(node[key]!.Origin, $"{path}.{key}", $"means nothing beside {form.Key}", "remove it");
        }

        return node;
    }

    /// <summary>What only all layers together can miss.</summary>
    public static void Complete(SettingFaults faults, SettingNode node, string path)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            return;
        }

        if (FormsOf(node) is not [var form, ..])
        {
            faults.Add(node.Origin, path, "does not say where the credentials are", $"add one of {CredentialForm.Names("and")}");
            return;
        }

        var (holder, holderPath) = form.IsNested ? (node[form.Key]!, $"{path}.{form.Key}") : (node, path);
        foreach (var key in form.Shape.Keys.Where(key => key.IsRequired && holder[key.Name] is null))
        {
            faults.Add(holder.Origin, $"{holderPath}.{key.Name}", "missing", "add it");
        }

        CredentialPlaces.Differ(faults, form, holder, holderPath);
    }

    private static ImmutableArray<CredentialForm> FormsOf(SettingNode node) =>
        [.. CredentialForm.All.Where(form => node[form.Key] is not null)];

    private static string? Foreign(SettingNode node, CredentialForm form) =>
        node.Keys.Keys.FirstOrDefault(key => key != form.Key && (form.IsNested || !form.Shape.Keys.Any(known => known.Name == key)));
}
