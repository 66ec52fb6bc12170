using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>Two images of a commit, one of them in two registries.</summary>
public sealed class CompletingARelease : IDisposable
{
    private const string Tag = "3f2a91c0";
    private readonly PublishedCase published = new("\"latest\", \"stable\"");
    private readonly string web;
    private readonly string api;

    public CompletingARelease()
    {
        web = PublishedCase.List(published.One, "web", SourceCases.Commit, Tag);
        api = PublishedCase.Image(published.One, "api", SourceCases.Commit, tag: Tag);
    }

    public void Dispose() => published.Dispose();

    [Fact]
    public async Task SetsEveryMovingTagOfEveryImage()
    {
        var shipped = await Complete();

        Assert.Equal(
            [("web", web, ShipOutcome.Copied), ("api", api, ShipOutcome.Found)],
            shipped.Select(one => (one.Image.Name.Value, one.Digest.Value, one.Outcome))
        );
        Assert.Equal(
            [web, web, web, web, api, api],
            new[] { Held(published.One, "web/latest"), Held(published.One, "web/stable"), Held(published.Two, "web/latest") }.Concat([
                Held(published.Two, "web/stable"),
                Held(published.One, "api/latest"),
                Held(published.One, "api/stable"),
            ])
        );
    }

    // Each counts as a pull where pulls are limited.
    [Fact]
    public async Task ReadsNoManifestTwice()
    {
        PublishedCase.List(published.Two, "web", SourceCases.Commit, Tag);

        await new PublishedRun(published.Given.Plan(), published.Logins, _ => { }).Decide();

        var read = published.One.Requests.Where(request => request.StartsWith("GET ", StringComparison.Ordinal)).ToArray();
        Assert.Single(read, $"GET /v2/web/manifests/{web}");
        Assert.DoesNotContain($"GET /v2/web/manifests/{Tag}", read);
    }

    [Fact]
    public async Task MovesNoTagOfAnImageWhileAnotherCannotBeCopied()
    {
        var single = PublishedCase.Image(published.One, "web", SourceCases.Commit);
        published.Two.Lie = Refuse("PUT", "/manifests/");

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(Complete);

        Assert.DoesNotContain(published.One.Manifests.Keys, key => key.EndsWith("/latest", StringComparison.Ordinal));
        Assert.Equal(
            $"""
            Cannot write {published.Two.Host}/web@{single}: the registry answered 403 Forbidden. Give the credentials the right to it; an access token may be read-only.
            What the registries hold of this commit:
              {published.One.Host}/web:{Tag}: {web}
              {published.Two.Host}/web:{Tag}: nothing
              {published.One.Host}/api:{Tag}: {api}
            No moving tag was set, and no file was written for a deployment.
            Run again: what is there is kept, and copied to where it is missing without building it again.
            """,
            error.Message
        );
    }

    [Fact]
    public async Task SaysExactlyWhichTagsMoved()
    {
        var old = PublishedCase.Image(published.Two, "web", "old", tag: "latest");
        published.Two.Lie = Refuse("PUT", "/manifests/latest");

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(Complete);

        Assert.Equal(
            $"""
            Cannot write {published.Two.Host}/web:latest: the registry answered 403 Forbidden. Give the credentials the right to it; an access token may be read-only.
            Every registry has this commit's images. The moving tags:
              {published.One.Host}/web:latest: set to {web}
              {published.One.Host}/web:stable: set to {web}
              {published.Two.Host}/web:latest: not set, it is still {old}
              {published.Two.Host}/web:stable: set to {web}
              {published.One.Host}/api:latest: set to {api}
              {published.One.Host}/api:stable: set to {api}
            Run again: what is there is kept, and only what is left is set.
            """,
            error.Message
        );
    }

    [Fact]
    public async Task AsksWhatBecameOfATagWhoseAnswerWasLost()
    {
        published.One.Lie = (method, path) =>
        {
            if (method == "PUT" && path == "/v2/api/manifests/latest")
            {
                published.One.Manifests["api/latest"] = published.One.Manifests[$"api/{Tag}"];
                return (403, [], []);
            }

            return method == "PUT" && path == "/v2/api/manifests/stable" ? (403, [], []) : null;
        };

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(Complete);

        Assert.Contains($"\n  {published.One.Host}/api:latest: set to {api}\n", error.Message, StringComparison.Ordinal);
        Assert.Contains($"\n  {published.One.Host}/api:stable: not set, there is nothing\n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WritesNoTagThatIsAlreadyThere()
    {
        published.One.Manifests["api/latest"] = published.One.Manifests[$"api/{Tag}"];

        await Complete();

        Assert.DoesNotContain("PUT /v2/api/manifests/latest", published.One.Requests);
        Assert.Contains("PUT /v2/api/manifests/stable", published.One.Requests);
    }

    [Theory]
    [InlineData("x/y", "<html>")]
    [InlineData("application/vnd.oci.image.index.v1+json", """{"layers":[]}""")]
    public async Task ReplacesATagThatCannotBeRead(string mediaType, string body)
    {
        published.One.Add("api", mediaType, body, "latest");

        await Complete();

        Assert.Equal(api, Held(published.One, "api/latest"));
    }

    [Fact]
    public async Task MovesNoTagToAnImageOfAnotherPlatform()
    {
        var arm = PublishedCase.Image(published.One, "web", SourceCases.Commit, "linux/arm64");
        var wrong = PublishedCase.Of(published.One, "web", SourceCases.Commit, Tag, ("linux/amd64", arm));

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(() => Complete(wrong));

        Assert.StartsWith(
            $"The image {published.One.Host}/web@{wrong} is not what was asked for: its manifest for linux/amd64 ({arm}) says that it is for linux/arm64. ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("\nNo moving tag was set, and no file was written for a deployment.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(published.One.Manifests.Keys, key => key.EndsWith("/latest", StringComparison.Ordinal));
        Assert.Empty(published.Two.Manifests);
    }

    [Fact]
    public async Task CopiesNoImageThatIsPartlyOfAnotherCommit()
    {
        var other = PublishedCase.Image(published.One, "web", SourceCases.OtherCommit);
        var mixed = PublishedCase.Of(published.One, "web", SourceCases.Commit, Tag, ("linux/amd64", other));

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(() => Complete(mixed));

        Assert.StartsWith(
            $"The image {published.One.Host}/web@{mixed} is not of this commit: its manifest for linux/amd64 ({other}) is of commit {SourceCases.OtherCommit}, "
                + $"not of {SourceCases.Commit}. Somebody put it together from images of several commits: delete its tag, and run again.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(published.Two.Manifests);
    }

    private Task<ImmutableArray<ShippedImage>> Complete() => Complete(web);

    private Task<ImmutableArray<ShippedImage>> Complete(string digest)
    {
        var plan = published.Given.Plan();
        ImagePlan[] images = [.. plan.Shipped];
        return new PublishedRun(plan, published.Logins, _ => { }).Complete(
            ImmutableDictionary<string, Digest>.Empty,
            new ShipDecision.Copy(images[0], Digest.Parse(digest), images[0].Destinations[0], [images[0].Destinations[1]]),
            new ShipDecision.Done(images[1], Digest.Parse(api))
        );
    }

    private static string Held(Registries.StubRegistry registry, string name) => Digest.Of(registry.Manifests[name].Content).Value;

    private static Func<string, string, (int, byte[], (string, string)[])?> Refuse(string method, string path) =>
        (said, at) => said == method && at.Contains(path, StringComparison.Ordinal) ? (403, [], []) : null;
}
