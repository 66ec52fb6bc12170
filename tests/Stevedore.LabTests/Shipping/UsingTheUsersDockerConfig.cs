using Stevedore.LabTests.Engines;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class UsingTheUsersDockerConfig(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task WritesNothingToItAndStoresNothingWithItsHelper()
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Home, ".docker")).FullName;
        var helper = Path.Combine(
            Directory.CreateDirectory(Path.Combine(repository.Workspace, "bin")).FullName,
            "docker-credential-sample"
        );
        var asked = Path.Combine(repository.Workspace, "asked");
        await File.WriteAllTextAsync(
            helper,
            $"#!/bin/sh\nread -r host\necho \"$1 $host\" >>'{asked}'\necho 'credentials not found in native keychain'\nexit 1\n",
            TestContext.Current.CancellationToken
        );
        File.SetUnixFileMode(helper, (UnixFileMode)0b111_101_101);
        var text = $$"""
            {
              // The user's own words.
              "credsStore": "sample",
              "auths": { "registry.example.com": { "auth": "dXNlcjpwYXNz" } },
              "cliPluginsExtraDirs": ["{{Plugins()}}"]
            }
            """;
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), text, TestContext.Current.CancellationToken);

        var host = new BuildHost(lab, repository)
            .With("DOCKER_CONFIG", null)
            .With("PATH", $"{Path.GetDirectoryName(helper)}:{lab.Variables["PATH"]}");
        (await host.Run("--target=Ship")).Succeeds();

        Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(folder, "config.json"), TestContext.Current.CancellationToken));
        // The builders are the user's, and buildx keeps their state there.
        Assert.Equal(
            ["buildx", "config.json"],
            Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)!).Order()
        );
        // The user's own logins count, and the helper answers for none here: it is asked, and told nothing.
        var questions = await File.ReadAllLinesAsync(asked, TestContext.Current.CancellationToken);
        Assert.Contains("get public.ecr.aws", questions);
        Assert.All(questions, question => Assert.StartsWith("get ", question));
    }

    [Fact]
    public async Task MakesNoneWhereThereIsNone()
    {
        var result = await new BuildHost(lab, repository).With("DOCKER_CONFIG", null).Run("--target=ShipLogin");

        result.Succeeds();
        Assert.False(Directory.Exists(Path.Combine(repository.Home, ".docker")));
    }

    private string Plugins()
    {
        using var config = System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(Path.Combine(lab.Variables["DOCKER_CONFIG"], "config.json"))
        );
        return config.RootElement.GetProperty("cliPluginsExtraDirs")[0].GetString()!;
    }
}
