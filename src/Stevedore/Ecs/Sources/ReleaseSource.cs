using Stevedore.Ecs.Plans;
using Stevedore.Images;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Source;

namespace Stevedore.Ecs.Sources;

/// <summary>What a command names of what is to be deployed.</summary>
/// <param name="Release">A release.json; null for that of the output folder.</param>
/// <param name="Commit">In full or abbreviated; null for that of the checkout or the pipeline.</param>
/// <param name="Images"><c>name=repository:tag@digest</c>, joined by commas; null for the release's.</param>
internal sealed record ReleaseChoice(string? Release, string? Commit, string? Images);

/// <summary>Finds what is to be deployed: what the command names, the release of the output folder, or what the registry has of this commit.</summary>
internal sealed class ReleaseSource(StevedoreRun run, Workspace here, ReleaseRegistries registries, CancellationToken cancellation)
{
    private StevedoreSettings Settings => here.Chosen.Values;

    /// <exception cref="StevedoreException">There is nothing, or it is of something else.</exception>
    public async Task<DeployedRelease> Find(ReleaseChoice choice)
    {
        if (choice.Images is { } images)
        {
            return new(choice.Commit, null, Named(images), "--image");
        }

        var path = Path.Combine(run.Root, choice.Release ?? Path.Combine(run.Options.Output, OutputFiles.Release));
        if (WrittenFile.Bytes(path) is { } content)
        {
            var name = choice.Release ?? Path.Combine(run.Options.Output, OutputFiles.Release);
            var release = Release.Read(content, name);
            Check(release, name, choice.Commit);
            return new(release.Commit, release.Source, [.. release.Images.Select(Chosen)], name) { IsDirty = release.IsDirty };
        }

        return choice.Release is null
            ? await new CommitLookup(Settings, registries, cancellation).Find(SourceOf(choice.Commit))
            : throw new StevedoreException(
                $"Cannot read --release={choice.Release}",
                $"there is no file {path}",
                "Correct the path: Ship writes release.json into its output folder."
            );
    }

    // A file that lies there from an earlier commit must not be deployed as this one.
    private void Check(Release release, string name, string? commit)
    {
        var what = $"Cannot deploy {name}";
        var source = here.Source;
        if (
            (commit ?? source.Commit) is { } wanted
            && release.Commit is { } held
            && !held.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new StevedoreException(
                what,
                commit is null ? $"it is of commit {held}, and this is {wanted}" : $"it is of commit {held}, not of {commit}",
                commit is null
                    ? $"Run Ship here, or deploy it with --commit={held[..Math.Min(8, held.Length)]}."
                    : "Name the release.json of that commit with --release."
            );
        }

        if (source.Url is { } url && release.Source is { } from && from != url)
        {
            throw new StevedoreException(
                what,
                $"it is of another repository: {from}, and this is {url}",
                "Name a release.json of this repository with --release, or run the command outside a checkout."
            );
        }
    }

    private SourceFacts SourceOf(string? commit)
    {
        var source = here.Source;
        if (commit is null)
        {
            return source.CommitFault is { } fault ? throw fault : source;
        }

        var full = commit.Length >= 40 || source.Commit?.StartsWith(commit, StringComparison.Ordinal) == true ? null : Expand(commit);
        return source.Commit?.StartsWith(commit, StringComparison.Ordinal) == true
            ? source
            : source with
            {
                Commit = full ?? commit,
                CommitSource = "--commit",
                CommitFault = null,
                IsDirty = false,
                Branch = null,
                GitTags = [],
                CommitDate = null,
            };
    }

    private string Expand(string commit)
    {
        using var git = GitCommand.Start(
            new ProgramPathRunner(run.Cake.ProcessRunner, run.Cake.Environment),
            run.Cake.Environment.WorkingDirectory,
            "rev-parse",
            "--verify",
            "--end-of-options",
            $"{commit}^{{commit}}"
        );
        var answer = git.Finish();
        return answer.Succeeded
            ? answer.Text.Trim()
            : throw new StevedoreException(
                $"Cannot find --commit={commit}",
                "git does not know it here",
                "Fetch it, or write all 40 digits of it."
            );
    }

    private DeployedImage Chosen(ReleasedImage image)
    {
        var deployed = Settings.Definitions?.Registry;
        var place = image.Places.FirstOrDefault(place => place.Registry == deployed) ?? image.Places[0];
        Refuse(image, place);
        return new(image.Name, image.Container, place.Reference, place.Tags.FirstOrDefault(), image.Digest)
        {
            Parts = [.. image.Platforms.Values],
        };
    }

    // What is deployed is what was shipped: settings of an environment that name another place do not move it there.
    private void Refuse(ReleasedImage image, ReleasedPlace place)
    {
        if (
            Settings.Registries?.ContainsKey(place.Registry) != true
            || Settings.Images?.GetValueOrDefault(image.Name.Value)?.Repository is not { } repository
        )
        {
            return;
        }

        var (registry, named) = registries.Refer(place.Registry, RepositoryName.Parse(repository));
        if (!registry.IsResolved || named.Name == place.Reference.Name)
        {
            return;
        }

        var environment = here.EnvironmentName is { } name ? $"the environment '{name}' names" : "the settings name";
        throw new StevedoreException(
            $"Cannot deploy {place.Reference.At(image.Digest)}",
            $"{environment} {named.Name}, where that digest was not shipped to: it has to be promoted first",
            here.EnvironmentName is null
                ? "Run Ship, or name the release of what was shipped there with --release."
                : $"Ship it there with --environment={here.EnvironmentName}, or leave registries out of environments.{here.EnvironmentName}: images are deployed from where they were shipped to."
        );
    }

    private ImmutableArray<DeployedImage> Named(string images) =>
        [.. images.Split(',', StringSplitOptions.TrimEntries).Where((text, place) => text.Length > 0 || place == 0).Select(One)];

    private DeployedImage One(string text)
    {
        if (
            text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            && ImageName.TryParse(text[..end]) is { } name
            && BaseReference.Parse(text[(end + 1)..]) is { Digest: { } digest } reference
        )
        {
            var isTagged = text[..text.IndexOf('@', StringComparison.Ordinal)].LastIndexOf(':') > text.LastIndexOf('/');
            var container = Settings.Images?.GetValueOrDefault(name.Value)?.Container ?? name.Value;
            return new(name, container, new(reference.Host, reference.Repository), isTagged ? reference.Tag : null, digest);
        }

        throw new StevedoreException(
            $"Cannot read --image={OutsideText.Line(text, 120)}",
            "it is no name, reference and digest",
            "Write --image=web=111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1a2b3c4d@sha256:…."
        );
    }
}
