using System.Globalization;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Terminal;

namespace Stevedore.Planning;

/// <summary>The plan for people.</summary>
internal static class PlanText
{
    private const string EpochCost =
        "each commit runs again what follows ARG SOURCE_DATE_EPOCH in the Dockerfile and, with BuildKit 0.22 and later, all from the first WORKDIR on";

    /// <summary>The same plan gives the same lines.</summary>
    public static IEnumerable<string> Render(ShipPlan plan, ResolvedSettings settings) =>
        [
            .. Source(plan),
            .. plan.Images.SelectMany(image => Image(image, settings)),
            "",
            .. Registries(plan, settings),
            "",
            .. Sources(settings),
            .. plan.Notes.Select(note => $"note: {note}"),
            .. plan.Warnings.Select(warning => $"warning: {warning}"),
            .. plan.Refusal is { } refusal ? [$"Nothing will be pushed: {refusal.Why}. {refusal.Fix}"] : Array.Empty<string>(),
        ];

    private static IEnumerable<string> Source(ShipPlan plan)
    {
        var source = plan.Source;
        return TextTable.Render([
            ["commit", source.Commit is null ? "unknown" : $"{source.Commit}{(source.IsDirty ? ", changed" : "")} ({source.CommitSource})"],
            ["branch", source.Branch ?? "unknown"],
            .. source.GitTags.IsEmpty
                ? Array.Empty<IReadOnlyList<string>>()
                :
                [
                    [source.GitTags.Length == 1 ? "tag" : "tags", string.Join(", ", source.GitTags)],
                ],
            ["created", source.CommitDate?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "unknown"],
            ["source", source.Url ?? "unknown"],
        ]);
    }

    private static IEnumerable<string> Image(ImagePlan image, ResolvedSettings settings)
    {
        List<IReadOnlyList<string>> rows =
        [
            ["  context", $"{image.Context} ({image.Dockerfile}{(image.Target is null ? "" : $", stage {image.Target}")})"],
            ["  platforms", $"{string.Join(", ", image.Platforms)} ({image.PlatformsWhy})"],
        ];
        rows.AddRange(image.Contexts.Select(context => (IReadOnlyList<string>)["  uses", $"{context.Key} = {context.Value}"]));
        rows.AddRange(
            image.Foreign.Select(foreign =>
                (IReadOnlyList<string>)
                    [
                        foreign == image.Base ? "  base" : "  pulls",
                        foreign.Digest is null ? $"{foreign.Name} (digest: asked at Ship)" : foreign.Reference,
                    ]
            )
        );
        rows.AddRange(image.Arguments.Select(argument => (IReadOnlyList<string>)["  argument", $"{argument.Key}={argument.Value}"]));
        if (image.TakesEpoch)
        {
            rows.Add(["  cost", EpochCost]);
        }

        if (image.Container is { } container)
        {
            rows.Add(["  container", container]);
        }

        rows.Add(["  cache", Cache(image, settings.Values.Images![image.Name.Value])]);
        rows.AddRange(
            from destination in image.IsShipped ? image.Destinations : []
            from tag in image.MovingTags.Prepend(image.CommitTag)
            select (IReadOnlyList<string>)["  push", destination.Reference.At(tag)]
        );
        return ["", image.IsShipped ? image.Name.Value : $"{image.Name} (built, not pushed)", .. TextTable.Render(rows)];
    }

    private static string Cache(ImagePlan image, ImageSettings settings) =>
        image.Cache switch
        {
            CacheKind.Registry => image.CacheRepository!.Reference.Name,
            CacheKind.Inline => "in the image",
            _ when settings.Cache is null && !image.Destinations.IsEmpty =>
                "none: it would hold the sources, and nothing says that others cannot read there",
            _ => "none",
        };

    private static IEnumerable<string> Registries(ShipPlan plan, ResolvedSettings settings) =>
        [
            "registries",
            .. TextTable.Render([
                .. plan.Registries.Select(registry =>
                    (IReadOnlyList<string>)
                        [
                            $"  {registry.Name}",
                            registry.Settings.Type,
                            registry.Host,
                            registry.IsResolved ? "" : "asked at Ship",
                            registry.Pushes ? "" : "for pulls only",
                            $"({settings.SourceOf($"registries.{registry.Name}.type")})",
                        ]
                ),
            ]),
            $"  trust: {ShipPlan.Trust}",
        ];

    private static IEnumerable<string> Sources(ResolvedSettings settings) =>
        [
            "settings",
            .. TextTable.Render([
                .. settings
                    .Sources.OrderBy(setting => setting.Key, StringComparer.Ordinal)
                    .Select(setting => (IReadOnlyList<string>)[$"  {setting.Key}", setting.Value.Text]),
            ]),
        ];
}
