using System.Diagnostics;
using Cake.Core;
using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>Carries out a plan: from what is asked to what is in every registry.</summary>
internal sealed class ShipRun : IShipping
{
    private readonly StevedoreRun run;
    private readonly AskedTasks tasks;
    private readonly KnownRegistries registries;
    private readonly PrivateDockerConfig config;
    private readonly StepTimes times;
    private readonly ShipFacts facts;
    private readonly RunEntry entry;
    private readonly Lazy<ImageBuild> build;
    private readonly EndedPush ended;
    private readonly CancellationToken cancellation;
    private readonly long started = Stopwatch.GetTimestamp();
    private Task<Connection>? connected;
    private ShipResult? shipped;

    /// <summary>Reads nothing yet.</summary>
    public ShipRun(
        StevedoreRun run,
        KnownRegistries registries,
        IDocker docker,
        BuildSecrets buildSecrets,
        PrivateFolder folder,
        PrivateDockerConfig config,
        CleanUp cleanUp,
        StepTimes times,
        ICakeEngine engine
    )
    {
        this.run = run;
        tasks = new(engine, run.Cake.Arguments);
        this.registries = registries;
        this.config = config;
        this.times = times;
        cancellation = cleanUp.Cancellation;
        ended = new(Console.Error.WriteLine, cancellation);
        // Undone last, since whoever reads that may keep it waiting.
        cleanUp.Register(ended.Tell);
        facts = new(registries, Warn, cancellation);
        Lazy<MeetingPlace> place = new(MeetingPlace.OfThisMachine);
        entry = new(run, place, folder, cleanUp, Warn);
        build = new(() =>
        {
            BuilderPreparation builders = new(run.Cake, docker, new(place, Warn, RunEntry.Patience), cleanUp, run.Options.RemoveBuilder);
            return new(run, docker, builders, buildSecrets, new(folder, run.Outputs, cleanUp), new(folder, run), cancellation);
        });
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> LogIn() => [.. (await Connect()).Logins.All.Select(login => login.Summary)];

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccessCheck>> CheckAccess() =>
        await new AccessChecks((await Locate()).Plan, registries, cancellation).Run();

    /// <inheritdoc/>
    public async Task Build(BuildPurpose purpose)
    {
        _ = await entry.Build(pushes: false);
        CheckArtifacts();
        // Base images may be private, and caches are read.
        var (located, logins) = await ConnectToBuild();
        // What is built for its own sake has nothing shipped to be held against.
        var plan = await Complete(located, logins, published: null);
        Tell(plan);
        _ = await Keeping(() => build.Value.Run(plan, purpose, plan.Shipped, new(logins, Warn, cancellation)));
    }

    /// <inheritdoc/>
    public async Task<ShipResult> Push()
    {
        _ = await entry.Build(pushes: true);
        if (run.Plan.Refusal is { } refusal)
        {
            throw new StevedoreException("Cannot push", refusal.Why, refusal.Fix);
        }

        CheckArtifacts();
        var (located, logins) = await Connect();
        PublishedTags published = new(logins, cancellation);
        // Beside the base images, what is there under tags that do not depend on them.
        var completed = Complete(located, logins, published);
        var early = located.Plan.Shipped.Where(image => !image.HasOpenTags);
        await times.Measure("look", () => Task.WhenAll(completed, published.Find(early)));
        var plan = await completed;
        Tell(plan);
        Warn(plan.Warnings);
        var images = await Keeping(() => Push(plan, logins, published));
        return shipped = new(plan, images, Stopwatch.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public async Task<ShipResult> WriteRelease()
    {
        await entry.Write();
        try
        {
            shipped ??= await LastPush();
            using (times.Begin("outputs"))
            {
                run.Outputs.WriteRelease(shipped);
            }

            run.Cake.Log.Detail($"Time: {times}.");
            return shipped;
        }
        catch (StevedoreException)
        {
            // What is there is of an earlier commit, or part of what was to be.
            run.Outputs.Delete(shipped is null ? OutputFiles.OfRelease : OutputFiles.All.Remove(OutputFiles.Log));
            throw;
        }
    }

    private async Task<ImmutableArray<ShippedImage>> Push(ShipPlan asked, Logins logins, PublishedTags published)
    {
        var existing = await times.Measure("look", () => published.Find(asked.Shipped));
        // What cannot be built is found out before repositories are created for it.
        ImmutableArray<ImagePlan> missing = [.. asked.Shipped.Where(image => existing[image.Name.Value].IsNowhere)];
        var builder = missing.IsEmpty ? null : await times.Measure("builder", () => build.Value.Choose(asked, missing));
        CacheLookup caches = new(logins, Warn, cancellation);
        Repositories repositories = new(asked, registries, Warn, cancellation);
        var open = ShipDecisions.Open(asked, existing, run.Options.Rebuild);
        var ensured = times.Measure("repositories", () => repositories.Ensure(open, existing));
        var cached = builder is { IsComplete: true } ? caches.Find(asked.With(missing), builder) : Task.CompletedTask;
        await Task.WhenAll(ensured, cached);

        var (plan, decided) = ShipDecisions.For(asked, await ensured, run.Options.Rebuild);
        Warn(decided.Select(one => one.Decision.Note));
        ImmutableArray<ImagePlan> builds = [.. decided.Where(one => one.Decision is ShipDecision.Build).Select(one => one.Image)];
        TagWatch watch = new(published, logins, plan.Source, cancellation);
        ImagePush push = new(run, build.Value, repositories, caches, watch, logins, config, Warn, cancellation);
        ended.Pushes(decided.Where(one => one.Decision is not ShipDecision.Done).Select(one => one.Image));
        var built = builds.IsEmpty ? ImmutableDictionary<string, Digest>.Empty : await times.Measure("build", () => push.Run(plan, builds));

        var begun = Stopwatch.GetTimestamp();
        using var span = times.Begin("tags");
        ImageCopies copies = new(plan, logins, watch, repositories, Warn, cancellation);
        TagWriter tags = new(logins, watch, Warn, cancellation);
        var copied = await Complete(decided, built, copies, tags, ended);
        ended.Ends();
        var since = await Task.WhenAll(copied.Select(one => one.Since));
        var elapsed = Stopwatch.GetElapsedTime(begun);
        return ShippedImage.OnEachOther([.. copied.Zip(since, (one, told) => one.Image with { Since = told, Elapsed = elapsed })]);
    }

    /// <summary>Every image in every registry, and then the moving tags.</summary>
    /// <remarks>Another run of the commit may push behind the first look at what docker left; what it pushed is then taken here, too.</remarks>
    internal static async Task<ImmutableArray<CopiedImage>> Complete(
        ImmutableArray<DecidedImage> decided,
        ImmutableDictionary<string, Digest> built,
        ImageCopies copies,
        TagWriter tags,
        EndedPush ended
    )
    {
        var copied = await copies.Copy(decided, built);
        ended.Tags(copied.Select(one => one.Image.Image));
        await tags.Set(copied, []);
        if (!await copies.WereOvertaken(decided, copied))
        {
            return copied;
        }

        var others = await copies.Copy(decided, built);
        await tags.Set(others, copied);
        return others;
    }

    // The plan is made without them, for whoever reads it outside the pipeline.
    private void CheckArtifacts()
    {
        if (run.Inputs.Artifacts.FirstOrDefault(artifact => artifact.Value is null).Key is { } missing)
        {
            throw WorkspaceFiles.NoArtifact(missing);
        }
    }

    private async Task<ShipResult> LastPush()
    {
        CheckArtifacts();
        var (located, logins) = await Connect();
        var plan = await Complete(located, logins, new(logins, cancellation));
        Repositories repositories = new(plan, registries, Warn, cancellation);
        var images = await new LastPush(run.Outputs, plan, logins, repositories).Read(cancellation);
        return new(plan, images, Stopwatch.GetElapsedTime(started));
    }

    private Task<Connection> Connect() => connected ??= Begin(LogInEverywhere);

    // What else of the run needs every registry says so.
    private Task<Connection> ConnectToBuild() => connected is not null || tasks.Push ? Connect() : Begin(LogInToBuild);

    private async Task<Connection> Begin(Func<Task<Connection>> logIn)
    {
        var prepared = registries.Prepare();
        try
        {
            // Whoever logs in for a build begins it: nothing old is to be deployed when a login fails.
            var lists = tasks.Build && !await entry.Build(tasks.Push) && run.Plan.Refusal is null;
            var listing = lists ? Task.Run(BeginListing, cancellation) : Task.CompletedTask;
            var logins = logIn();
            await Task.WhenAll(listing, logins);
            var connection = await logins;
            config.Write(connection.Logins.ForDocker());
            Warn([config.Warning]);
            return connection;
        }
        finally
        {
            await prepared;
        }
    }

    // Docker takes a fifth of a second to list its builders, as long as it takes to log in, and needs a config for it. It is awaited where a builder is
    // chosen: where there turns out to be nothing to build, nobody needs a docker that answers.
    private void BeginListing()
    {
        config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        build.Value.BeginListing(run.Plan);
    }

    private async Task<Connection> LogInEverywhere()
    {
        var located = await Locate();
        return new(located, await registries.LogIn(located.Plan.Registries));
    }

    private async Task<Connection> LogInToBuild()
    {
        BuildLogins needed = new(run.Plan, Warn);
        var located = await Locate(needed);
        return new(located, await registries.LogIn(located.Plan.Registries, needed));
    }

    private async Task<Located> Locate(BuildLogins? needed = null)
    {
        var inputs = await times.Measure("accounts", () => facts.Locate(run.Inputs, run.Plan, needed));
        return new(inputs, run.PlanOf(inputs));
    }

    // What base images are now is asked with the credentials of the run.
    private async Task<ShipPlan> Complete(Located located, Logins logins, PublishedTags? published)
    {
        var known = await facts.FindBases(located.Inputs, located.Plan, logins);
        var plan = run.PlanOf(known);
        return published is not null && known.Refresh && plan.Source is { Commit: not null, IsDirty: false }
            ? run.PlanOf(await ShipFacts.FindRefreshed(known, plan, published))
            : plan;
    }

    private async Task<T> Keeping<T>(Func<Task<T>> action)
    {
        try
        {
            var result = await action();
            build.Value.Keep();
            return result;
        }
        catch (StevedoreException)
        {
            build.Value.KeepLog();
            throw;
        }
    }

    private void Tell(ShipPlan plan)
    {
        foreach (var note in plan.Notes)
        {
            run.Cake.Log.Note(note);
        }
    }

    private void Warn(IEnumerable<string?> notes)
    {
        foreach (var note in notes.OfType<string>())
        {
            Warn(note);
        }
    }

    private void Warn(string note) => run.Cake.Log.Warn(note);

    /// <summary>A plan in which every host is known, and what it is made from.</summary>
    private sealed record Located(PlanInputs Inputs, ShipPlan Plan);

    private sealed record Connection(Located Located, Logins Logins);
}
