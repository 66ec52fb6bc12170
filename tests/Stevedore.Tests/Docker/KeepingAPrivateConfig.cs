using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Tests.Credentials;
using Xunit;

namespace Stevedore.Tests.Docker;

[Collection(UsingTheDockerConfig.Name)]
public sealed class KeepingAPrivateConfig : IDisposable
{
    private readonly TemporaryFolder user = new();
    private readonly string? before = Environment.GetEnvironmentVariable("DOCKER_CONFIG");
    private readonly CleanUp cleanUp = new();

    public KeepingAPrivateConfig() => Environment.SetEnvironmentVariable("DOCKER_CONFIG", user.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", before);
        cleanUp.Dispose();
        user.Dispose();
    }

    [Fact]
    public void IsReadableByNobodyElse()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps temporary folders private by itself.");
            return;
        }

        var folder = Written();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "config.json")));
    }

    [Fact]
    public void HoldsTheCredentialsAndIsWrittenAgainWhenTheyChange()
    {
        var config = Config();
        config.Write(new Dictionary<string, RegistryCredential> { ["one.example"] = new("me", new("long password", new()), "a test") });
        var folder = config.Variables["DOCKER_CONFIG"];

        config.Write(new Dictionary<string, RegistryCredential> { ["two.example"] = new("me", new("x", new()), "a test") });

        Assert.Equal(folder, config.Variables["DOCKER_CONFIG"]);
        Assert.Equal(
            """{"auths":{"two.example":{"auth":"bWU6eA=="}},"credHelpers":{"two.example":""}}""",
            File.ReadAllText(Path.Combine(folder, "config.json"))
        );
    }

    [Fact]
    public void IsWholeForWhoeverIsReadingIt()
    {
        var config = Config();
        config.Write(new Dictionary<string, RegistryCredential> { ["one.example"] = new("me", new("x", new()), "a test") });
        var folder = config.Variables["DOCKER_CONFIG"];
        using var reader = new StreamReader(
            new FileStream(
                Path.Combine(folder, "config.json"),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            )
        );

        config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        Assert.Equal("""{"auths":{"one.example":{"auth":"bWU6eA=="}},"credHelpers":{"one.example":""}}""", reader.ReadToEnd());
        Assert.Equal(["config.json"], Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void SaysWhatToDoWhenTheUsersCannotBeRead()
    {
        // Root may read every file, but not a folder as one.
        Directory.CreateDirectory(user.File("config.json"));

        var error = Assert.Throws<StevedoreException>(Written);

        Assert.Equal(
            $"Cannot read docker's config: {user.File("config.json")} is not readable for this user. "
                + $"After `sudo docker` it belongs to root: run `sudo chown -R $USER {user.Path}`, or set DOCKER_CONFIG to another folder.",
            error.Message
        );
    }

    [Fact]
    public void NeedsNoFolderOfTheUsers()
    {
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", user.File("none"));

        Assert.Null(new UserDockerConfig().Read());
    }

    [Fact]
    public void StartsFromTheUsersAndLeavesThatAlone()
    {
        const string text = """{"auths":{"mine.example":{}}}""";
        File.WriteAllText(user.File("config.json"), text);
        Directory.CreateDirectory(user.File("cli-plugins"));

        var folder = Written();

        Assert.Equal(
            $$$"""{"auths":{"mine.example":{}},"cliPluginsExtraDirs":["{{{user.File("cli-plugins")}}}"]}""",
            File.ReadAllText(Path.Combine(folder, "config.json"))
        );
        Assert.Equal(text, File.ReadAllText(user.File("config.json")));
    }

    [Fact]
    public void KeepsTheUsersBuildersAndContexts()
    {
        Directory.CreateDirectory(user.File("contexts"));
        File.WriteAllText(Path.Combine(user.File("contexts"), "meta.json"), "{}");
        var config = Config();
        config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        var folder = config.Variables["DOCKER_CONFIG"];

        Assert.Equal(user.File("buildx"), config.Variables["BUILDX_CONFIG"]);
        Assert.True(File.Exists(Path.Combine(folder, "contexts", "meta.json")));

        cleanUp.Run();

        Assert.False(Directory.Exists(folder));
        Assert.True(File.Exists(Path.Combine(user.File("contexts"), "meta.json")));
    }

    [Fact]
    public void IsNotThereBeforeTheLogin() =>
        Assert.Equal(
            "The private docker config is written by ShipLogin.",
            Assert.Throws<InvalidOperationException>(() => Config().Variables).Message
        );

    private string Written()
    {
        var config = Config();
        config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        return config.Variables["DOCKER_CONFIG"];
    }

    private PrivateDockerConfig Config() => new(new(cleanUp), new(), cleanUp);
}
