using System.Text.Json;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Terminal;

namespace Stevedore.Docker;

/// <summary>The plan in the words of <c>docker buildx bake</c>.</summary>
/// <remarks><see href="https://docs.docker.com/build/bake/reference/"/></remarks>
internal static class BakeFile
{
    /// <summary>The file's bytes: the same plan gives the same bytes.</summary>
    public static byte[] Render(BakeRequest request)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("group");
            json.WriteStartObject("default");
            json.Strings(
                "targets",
                Targets(request).Select(image => image.Name.Value).Concat(Exports(request).Select(export => $"{export.Reference.Tag}"))
            );
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("target");
            foreach (var image in request.Plan.Images)
            {
                Image(json, image, request);
            }

            foreach (var (image, export) in Exports(request))
            {
                Export(json, image, export, request);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The images that are built for their own sake.</summary>
    public static IEnumerable<ImagePlan> Targets(BakeRequest request) =>
        request.Plan.Shipped.Where(image => request.Images?.Contains(image.Name) ?? true);

    private static IEnumerable<(ImagePlan Image, CacheReference Reference)> Exports(BakeRequest request) =>
        Targets(request).SelectMany(image => BakeCache.Exports(image, request).Select(reference => (image, reference)));

    private static void Image(Utf8JsonWriter json, ImagePlan image, BakeRequest request)
    {
        json.WriteStartObject(image.Name.Value);
        Steps(json, image, request);
        json.Strings("platforms", Platforms(image, request).Select(platform => platform.ToString()));
        json.Strings("cache-from", BakeCache.From(image, request));
        json.Strings("cache-to", BakeCache.To(image, request));
        BakeOutput.Write(json, image, request);
        json.WriteEndObject();
    }

    // The same steps as the image's, which are run once for both.
    private static void Export(Utf8JsonWriter json, ImagePlan image, CacheReference export, BakeRequest request)
    {
        json.WriteStartObject($"{export.Tag}");
        Steps(json, image, request);
        json.Strings("platforms", [$"{export.Platform}"]);
        json.Strings("cache-from", BakeCache.From([export], request));
        json.Strings("cache-to", [BakeCache.To(export)]);
        BakeOutput.Discard(json);
        json.WriteEndObject();
    }

    private static void Steps(Utf8JsonWriter json, ImagePlan image, BakeRequest request)
    {
        json.WriteString("context", BakeJson.Plain(Folder(image.Context)));
        json.WriteString("dockerfile", BakeJson.Plain(request.Dockerfiles.GetValueOrDefault(image.Name.Value, image.Dockerfile)));
        if (image.Target is not null)
        {
            json.WriteString("target", BakeJson.Plain(image.Target));
        }

        json.Map("args", image.Arguments);
        json.Map("contexts", [.. Contexts(image, request).Select(context => KeyValuePair.Create(context.Key, Folder(context.Value)))]);
        json.Map("labels", image.Labels);
        json.Strings("secret", image.Secrets.Select(secret => Mount(image, secret, request)));
        json.Strings("ssh", image.Ssh.Select(ssh => HomePath.ExpandKeys(ssh, request.Home)));
        json.Strings("entitlements", request.Plan.Builder.Settings.Entitlements ?? []);
    }

    private static IEnumerable<KeyValuePair<string, string>> Contexts(ImagePlan image, BakeRequest request)
    {
        var pins = request.Builder.TakesImagesByContext ? image.Pins : [];
        return image.Contexts.Where(context => pins.All(pin => pin.Key != context.Key)).Concat(pins);
    }

    // Docker takes a folder of such a name for a repository to clone, or for standard input.
    private static string Folder(string context) =>
        context == "-"
        || context.StartsWith("github.com/", StringComparison.Ordinal)
        || context.StartsWith("git@", StringComparison.Ordinal)
            ? $"./{context}"
            : context;

    private static IEnumerable<Platform> Platforms(ImagePlan image, BakeRequest request) =>
        request.Purpose == BuildPurpose.Load ? [request.Machine] : image.Platforms;

    private static string Mount(ImagePlan image, BuildSecret secret, BakeRequest request) =>
        secret.Source.StartsWith(BuildSecret.File, StringComparison.Ordinal)
            ? $"type=file,id={secret.Id},{CsvField.Of($"src={HomePath.Expand(secret.Source[BuildSecret.File.Length..], request.Home)}")}"
            : $"type=env,id={secret.Id},env={request.SecretVariables[$"{image.Name}/{secret.Id}"]}";
}
