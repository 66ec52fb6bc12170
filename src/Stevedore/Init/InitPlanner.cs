using Stevedore.Planning;

namespace Stevedore.Init;

/// <summary>Decides what a repository needs.</summary>
/// <param name="version">That of the tool, which is pinned.</param>
/// <param name="packageVersion">That of the package, which tells by it in which way it was packed.</param>
/// <param name="resource">The text of a file that comes with Stevedore, by its name.</param>
internal sealed class InitPlanner(string version, string packageVersion, Func<string, string> resource)
{
    /// <summary>The folder of the output files.</summary>
    private const string Outputs = "artifacts";
    private const string Buildspec = "buildspec.yml";

    /// <summary>The name of the new buildspec where there is another one.</summary>
    private const string BesideTheOther = "buildspec.stevedore.yml";

    public InitPlan Plan(RepositoryFacts facts, ImmutableArray<ProposedImage> images, InitAnswers answers, InitOptions options)
    {
        var own = options.BuildProject || BuildProject.Is(facts.Texts.GetValueOrDefault(BuildProject.Project));
        var buildspec = facts.Texts.GetValueOrDefault(Buildspec) is { } text ? BuildspecFacts.Of(text) : null;
        var commands = own ? ["bash build.sh --target=Ship"] : ToolPin.Commands(facts);
        var spec = Spec(facts, options, commands);
        var specFile = IsOther(facts.Texts.GetValueOrDefault(Buildspec), spec) && !options.Force ? BesideTheOther : Buildspec;
        ImmutableArray<InitFile> files =
        [
            new("stevedore.json", SettingsText.Of(images, answers, buildspec, facts.Branch)),
            new("stevedore.schema.json", resource("stevedore.schema.json")),
            new(specFile, spec),
            .. options.BuildProject ? BuildProject.Files(facts, packageVersion, resource)
            : own ? []
            : ToolPin.Files(facts, version),
            .. Ignored(facts, images, options.BuildProject),
        ];
        return new(
            files,
            [.. Notes(facts, images, answers, specFile, options)],
            own ? "./build.sh --target=Ship" : string.Join(" && ", commands)
        )
        {
            Others =
            [
                .. images.Select(image => image.File),
                .. facts.Paths.Where(path => path == ".dockerignore"),
                .. own ? facts.Paths.Where(BuildProject.Needs) : [],
            ],
        };
    }

    private static string Spec(RepositoryFacts facts, InitOptions options, ImmutableArray<string> commands)
    {
        if (options.Archive is { } archive)
        {
            return BuildspecText.Of(BuildspecText.WithArchive(archive, Checked(options.Checksum)), cache: false);
        }

        var feeds = facts.Texts.GetValueOrDefault("nuget.config");
        return BuildspecText.Of(
            BuildspecText.SignIn(feeds) is { } signIn ? [$"{signIn} && {commands[0]}", .. commands[1..]]
                // A build says of its feeds what they answer.
                : commands is [var restore, var ship] ? [BuildspecText.Restore(restore, feeds), ship]
                : commands,
            cache: true,
            hasSource: feeds is not null
        );
    }

    private static string Checked(string? checksum) =>
        checksum?.Trim().ToLowerInvariant() is { Length: 64 } digits && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new StevedoreException(
                "Cannot name an archive in the buildspec",
                checksum is null ? "--checksum is missing" : "--checksum is no SHA-256",
                "Take it from SHA256SUMS beside the archive: 64 hexadecimal digits."
            );

    private static bool IsOther(string? text, string spec) => text is not null && text.ReplaceLineEndings("\n") != spec;

    private static IEnumerable<InitFile> Ignored(RepositoryFacts facts, ImmutableArray<ProposedImage> images, bool hasBuild)
    {
        ImmutableArray<string> build = hasBuild ? ["/build/bin/", "/build/obj/", "/.dotnet/"] : [];
        yield return AddedLines.In(facts, ".gitignore", [$"/{Outputs}/", .. build, .. LeftOut(facts).Select(SecretFiles.Line)]);

        // Only the context of the whole repository holds the folder.
        foreach (var file in images.Where(image => image.Context == ".").Select(image => IgnoreFile(image, facts)).Distinct())
        {
            var text = facts.Texts.GetValueOrDefault(file);
            var ignored = DockerIgnore.Parse(text ?? "");
            ImmutableArray<string> missing =
            [
                .. ((string[])[$"{Outputs}/", .. build.Select(line => line[1..])]).Where(line => !ignored.Excludes(line.TrimEnd('/'))),
            ];
            yield return AddedLines.In(facts, file, missing);
        }
    }

    // The first commit takes in all that is there: what the images are built from is in none yet.
    private static ImmutableArray<string> LeftOut(RepositoryFacts facts) => facts.HasCommit ? [] : SecretFiles.Of(facts.Paths);

    // BuildKit takes the one of the Dockerfile's own in place of the context's.
    private static string IgnoreFile(ProposedImage image, RepositoryFacts facts) =>
        facts.Texts.ContainsKey($"{image.File}.dockerignore") ? $"{image.File}.dockerignore" : ".dockerignore";

    private IEnumerable<string> Notes(
        RepositoryFacts facts,
        ImmutableArray<ProposedImage> images,
        InitAnswers answers,
        string specFile,
        InitOptions options
    )
    {
        if (facts.IsCut)
        {
            yield return Invariant(
                $"Only the first {facts.Paths.Count} files were looked at: images of the others have to be added to stevedore.json."
            );
        }

        if (LeftOut(facts) is { Length: > 0 } secrets)
        {
            yield return $".gitignore leaves out {string.Join(", ", secrets)}: such files hold secrets. Take out the line of one that holds none; git add --all adds what else is there.";
        }

        if (specFile == BesideTheOther)
        {
            yield return $"{Buildspec} stays as it is. Name {BesideTheOther} in the CodeBuild project, or run again with --force to replace the old one.";
        }

        if (facts.Texts.ContainsKey("buildspec.yaml"))
        {
            yield return $"buildspec.yaml stays as it is. CodeBuild takes {Buildspec} unless the project names another.";
        }

        foreach (var manifest in (string[])[".config/dotnet-tools.json", "build/.config/dotnet-tools.json"])
        {
            if (!options.Force && ToolPin.OtherVersion(facts.Texts.GetValueOrDefault(manifest), version) is { } pinned)
            {
                yield return $"{manifest} pins Stevedore {pinned}, and this is {version}. Run again with --force to pin this one.";
            }
        }

        var hub = images.SelectMany(image => image.FromDockerHub).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (hub.Length > 0 && answers.Secret is null)
        {
            yield return Hint(hub);
        }

        if (options.Archive is null && !facts.Texts.ContainsKey("nuget.config"))
        {
            yield return "Stevedore is on no public feed: where it is packed to <clone>/artifacts/packages, `dotnet nuget add source <clone>/artifacts/packages --name stevedore` "
                + "makes that a source on this machine. CodeBuild needs a nuget.config that names one it can reach, or `stevedore init --archive`.";
        }
    }

    // Official images are mirrored, each under its own name.
    private static string Hint(string[] hub) =>
        Images.BaseReference.Parse(Array.Find(hub, name => !name.Contains('/', StringComparison.Ordinal)) ?? "") is { } official
            ? $"Docker Hub limits pulls without a login, and CodeBuild's machines share addresses: FROM public.ecr.aws/docker/{official.Repository}:{official.Tag} is the same image as {official.ContextName}."
            : $"Docker Hub limits pulls without a login, and CodeBuild's machines share addresses: give {string.Join(", ", hub)} a login with --secret=<name of a secret>.";
}
