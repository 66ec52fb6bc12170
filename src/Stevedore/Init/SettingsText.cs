using System.Text.Json;
using Stevedore.Docker;

namespace Stevedore.Init;

/// <summary>The first stevedore.json of a repository.</summary>
internal static class SettingsText
{
    public static string Of(ImmutableArray<ProposedImage> images, InitAnswers answers, BuildspecFacts? buildspec, string? branch) =>
        string.Join(
            '\n',
            [
                "{",
                """  "$schema": "./stevedore.schema.json",""",
                $"""  "platforms": {List(answers.Platforms)},""",
                """  "images": {""",
                string.Join(",\n", images.Select(image => $"    {Text(image.Name)}: {Image(image, images.Length, answers, buildspec)}")),
                "  },",
                """  "registries": {""",
                .. Registries(answers, buildspec),
                "  },",
                .. Builder(images),
                $$"""  "tags": ["{sha:8}", { "tag": "latest", "on": {{Text($"branch:{branch ?? "main"}")}} }]""",
                "}",
                "",
            ]
        );

    private static string Image(ProposedImage image, int count, InitAnswers answers, BuildspecFacts? buildspec)
    {
        List<string> keys = [$"\"context\": {Text(image.Context.StartsWith('~') ? $"./{image.Context}" : image.Context)}"];
        if (image.Dockerfile != "Dockerfile")
        {
            keys.Add($"\"dockerfile\": {Text(image.Dockerfile)}");
        }

        if (!image.Links.IsEmpty)
        {
            var links = image.Links.Select(link => $"{Text(link.Written)}: {Text($"image:{link.Image}")}");
            keys.Add(
                $$"""
                "contexts": { {{string.Join(", ", links)}} }
                """
            );
        }

        if (count == 1 && buildspec?.Repository is { } repository && repository != image.Name)
        {
            keys.Add($"\"repository\": {Text(repository)}");
        }

        if (count > 1 && answers.Containers.Contains(image.Name))
        {
            keys.Add($"\"container\": {Text(image.Name)}");
        }

        return $$"""{ {{string.Join(", ", keys)}} }""";
    }

    private static IEnumerable<string> Registries(InitAnswers answers, BuildspecFacts? buildspec)
    {
        List<string> keys = ["\"type\": \"ecr\""];
        if (buildspec?.Account is { } account)
        {
            keys.Add($"\"account\": {Text(account)}");
        }

        if (buildspec?.Region is { } region)
        {
            keys.Add($"\"region\": {Text(region)}");
        }

        if (keys.Count == 1)
        {
            yield return "    // Account and region are those of the credentials: the same file serves every account.";
        }

        yield return $$"""    "ecr": { {{string.Join(", ", keys)}} }{{(answers.Secret is null ? "" : ",")}}""";
        if (answers.Secret is { } secret)
        {
            yield return "    // Nothing is pushed there: the login is for base images.";
            yield return $$"""    "hub": { "type": "docker-hub", "push": false, "credentials": { {{Credentials(secret, buildspec?.Secret)}} } }""";
        }
    }

    // A builder that is created pulls its own image, and emulators, from Docker Hub otherwise.
    private static IEnumerable<string> Builder(ImmutableArray<ProposedImage> images) =>
        PullThroughCache.Of(images) is { } cache
            ?
            [
                $$"""  "builder": { "image": {{Text($"{cache}/{BuilderPulls.BuildKit}")}}, "emulationImage": {{Text($"{cache}/tonistiigi/binfmt")}} },""",
            ]
            : [];

    private static string Credentials(string secret, HubSecret? known)
    {
        List<string> keys = [$"\"secretsManager\": {Text(secret)}"];
        if (known?.Name == secret && known.UsernameKey is { } username)
        {
            keys.Add($"\"usernameKey\": {Text(username)}");
        }

        if (known?.Name == secret && known.PasswordKey is { } password)
        {
            keys.Add($"\"passwordKey\": {Text(password)}");
        }

        return string.Join(", ", keys);
    }

    private static string List(ImmutableArray<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";

    private static string Text(string text) =>
        $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
