using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Two registries of which one lies: each of its answers in turn is replaced by each lie.</summary>
public sealed class LyingInEveryAnswer
{
    private const string Tag = "3f2a91c0";
    private static readonly string[] MovingTags = ["latest", "stable"];

    private static readonly PlanCase Given = new(
        """
        {
          "tags": ["{sha:8}", "latest", "stable"],
          "platforms": ["linux/amd64", "linux/arm64"],
          "images": { "web": { "container": "web" }, "api": { "registries": ["one"] } },
          "registries": {
            "one": { "type": "registry", "host": "one.example.com" },
            "two": { "type": "registry", "host": "two.example.com" }
          }
        }
        """
    );

    public static TheoryData<string, string> Liars
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var lie in Lies.Names)
            {
                data.Add("one", lie);
                data.Add("two", lie);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Liars))]
    public async Task LeavesTheOtherRegistryRightAndNobodyElseAPassword(string liar, string lie)
    {
        var host = $"{liar}.example.com";
        var honest = new MemoryRegistries();
        await Complete(honest);
        string[] requests = [.. honest.Requests.Where(request => request.Host == host).Select(request => request.Line).Distinct()];
        Assert.NotEmpty(requests);

        foreach (var request in requests)
        {
            MemoryRegistries registries = new()
            {
                Liar = host,
                Line = request,
                Lie = Lies.Of(lie),
            };
            var said = await Message(registries);

            Assert.True(IsRight(registries, liar == "one" ? "two" : "one", said), $"{request}: {said}\n{registries}");
            Assert.All(
                registries.Requests,
                sent =>
                    Assert.True(
                        sent.Authorization is null || sent.Host is "one.example.com" or "two.example.com" or "auth.example.com",
                        $"{request}: {sent}"
                    )
            );
        }
    }

    /// <summary>Whether every tag of the honest registry is as it was or as it should be, and as it should be where nothing was said.</summary>
    private static bool IsRight(MemoryRegistries registries, string honest, string? said)
    {
        var expected =
            from image in new[] { "web", "api" }
            where image == "web" || honest == "one"
            from tag in MovingTags.Append(Tag)
            select (Image: image, Tag: tag);
        return expected.All(one =>
            registries.Held($"{honest}.example.com", one.Image, one.Tag) is { } digest
                ? digest == registries.DigestOf(one.Image)
                    && (said?.Contains("No moving tag was set, and", StringComparison.Ordinal) != true || one.Tag == Tag)
                : said is not null
        );
    }

    /// <summary>What the person is told; null for success. Anything else that is thrown fails the test.</summary>
    private static async Task<string?> Message(MemoryRegistries registries)
    {
        try
        {
            await Complete(registries);
            return null;
        }
        catch (StevedoreException error)
        {
            return error.Message;
        }
    }

    private static async Task Complete(MemoryRegistries registries)
    {
        using HttpClient http = new(registries, disposeHandler: false);
        var plan = Given.Plan();
        Logins logins = new([
            .. plan.Registries.Select(registry => new RegistryLogin(
                registry,
                new(
                    new(
                        http,
                        registry.Host,
                        new("me", new($"{registry.Name}-secret", new()), "a test"),
                        retries: RetryRules.Of(new BriefClock(), _ => { })
                    )
                )
            )),
        ]);
        ImagePlan[] images = [.. plan.Shipped];
        foreach (var login in logins.All)
        {
            await login.Client.Check(TestContext.Current.CancellationToken);
        }

        // What is found is decided from, as in a run that has nothing to build.
        var found = await Task.WhenAll(images.Select(image => Find(logins.All[0], image)));
        var decisions = images.Zip(
            found,
            ShipDecision (image, digest) =>
                image.Destinations.Length > 1
                    ? new ShipDecision.Copy(image, digest, image.Destinations[0], [image.Destinations[1]])
                    : new ShipDecision.Done(image, digest)
        );
        await new PublishedRun(plan, logins, _ => { }).Complete(ImmutableDictionary<string, Digest>.Empty, decisions);
    }

    private static async Task<Digest> Find(RegistryLogin login, ImagePlan image)
    {
        var repository = image.Destinations[0].Reference.Repository;
        var found = await ImageInspection.Find(login.Client, repository, image.CommitTag.Value, TestContext.Current.CancellationToken);
        return found?.Revision == SourceCases.Commit && found.Has(image.Platforms)
            ? found.Digest
            : throw new StevedoreException("Cannot find it", "it is not there", "Build it.");
    }
}
