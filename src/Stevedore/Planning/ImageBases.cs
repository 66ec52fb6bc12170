using Stevedore.Planning.Tags;
using Stevedore.Settings;

namespace Stevedore.Planning;

/// <summary>Finds what each image stands on: its Dockerfile and its named contexts say it together.</summary>
internal sealed class ImageBases(PlanInputs inputs)
{
    private const string Built = "target:";
    private const string Direct = "docker-image://";

    /// <summary>The image of the same run that a named context is; null for any other context.</summary>
    public static string? Linked(string context) => context.StartsWith(Built, StringComparison.Ordinal) ? context[Built.Length..] : null;

    /// <summary>Null when it stands on nothing, or on another image of this run.</summary>
    public BaseImage? Of(string name)
    {
        var used = Written(name);
        if (used is null)
        {
            return null;
        }

        if ((Image(name).Contexts ?? []).TryGetValue(used, out var context))
        {
            var target = Context(context);
            if (!target.StartsWith(Direct, StringComparison.Ordinal))
            {
                return null;
            }

            used = target[Direct.Length..];
        }

        return new(used, inputs.BaseDigests?.GetValueOrDefault(used));
    }

    /// <summary>The image of this run that it stands on; null for none.</summary>
    public string? ImageUnder(ImagePlan image)
    {
        var used = Written(image.Name.Value);
        var link = image.Contexts.FirstOrDefault(context => context.Key == used).Value;
        return link is null ? null : Linked(link);
    }

    /// <summary>A named context as bake takes it.</summary>
    public string Context(string value)
    {
        const string artifact = "artifact:";
        if (ImageOrder.IsLink(value))
        {
            return Built + value["image:".Length..];
        }

        return value.StartsWith(artifact, StringComparison.Ordinal) ? Direct + inputs.Artifacts[value[artifact.Length..]] : value;
    }

    private string? Written(string name) =>
        DockerfileBase.Of(inputs.Dockerfiles.GetValueOrDefault(name, ""), Image(name).Target, Values(Image(name)));

    private ImageSettings Image(string name) => inputs.Settings.Values.Images![name];

    // As docker gets them. None of them can hold the digest of the base that they help to name.
    private Dictionary<string, string> Values(ImageSettings image) =>
        (image.Args ?? [])
            .Select(argument => (argument.Key, Value: TagTemplate.Parse(argument.Value).ExpandOrNull(TagValues.From(inputs.Source, null))))
            .Where(argument => argument.Value is not null)
            .ToDictionary(argument => argument.Key, argument => argument.Value!, StringComparer.Ordinal);
}
