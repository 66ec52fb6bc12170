using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>What <c>EcsDiff</c> ends with: 1 is a difference with <c>--exit-code</c>, and else a failure.</summary>
public sealed class EndingWithADifference : IDisposable
{
    private const string AskedFor = "--exit-code";

    private readonly DeployCase given = new();
    private readonly EcsStubServer server;

    public EndingWithADifference() => server = new(given.Ecs);

    public void Dispose()
    {
        server.Dispose();
        given.Dispose();
    }

    [Theory]
    [InlineData(1, AskedFor)]
    [InlineData(1, "--Exit-Code=yes")]
    [InlineData(0, "--exit-code=false")]
    [InlineData(0)]
    public async Task WhereSomethingDiffers(int code, params string[] arguments) => Assert.Equal((code, ""), await Run(arguments));

    [Fact]
    public async Task WhereNothingDoes()
    {
        Assert.Equal(0, given.Deploy());

        Assert.Equal((0, ""), await Run(AskedFor));
    }

    [Theory]
    [InlineData(2, AskedFor)]
    [InlineData(2, "--exit-code=maybe")]
    [InlineData(1, "--exit-code=no")]
    [InlineData(1)]
    public async Task WhereAnArgumentIsUnknown(int code, params string[] arguments)
    {
        var (ended, errors) = await Run(["--servces=web", .. arguments]);

        Assert.Equal(code, ended);
        Assert.Contains("Unknown argument --servces", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereAnArgumentHasNoValue() =>
        Assert.Equal((2, "Error: Cannot read --commit: it has no value. Write --commit=<value>.\n"), await Run(AskedFor, "--commit="));

    [Fact]
    public async Task WhereTheSettingsHaveFaults()
    {
        given.Deploying(""" "servces": ["web"] """);

        var (code, errors) = await Run(AskedFor);

        Assert.Equal(2, code);
        Assert.Contains("Cannot use stevedore.json", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereAwsRefuses()
    {
        given.Ecs.Faults.Deny("DescribeServices");

        Assert.Equal(2, (await Run(AskedFor)).ExitCode);
    }

    [Fact]
    public async Task WhereHelpIsAskedFor() => Assert.Equal((0, ""), await Run(AskedFor, "--help"));

    [Theory]
    [InlineData("plain")]
    [InlineData("slow")]
    public async Task WhereItIsCancelled(string host)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var run = Begin(host, $"http://{silent.LocalEndpoint}", AskedFor);
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        run.Signal("INT");

        Assert.Equal((130, ""), run.EndWithErrors());
    }

    private async Task<(int ExitCode, string Errors)> Run(params string[] arguments)
    {
        using var run = Begin("plain", server.Url, arguments);
        var (code, _, errors) = await run.EndWithAll();
        return (code, errors);
    }

    private ChildRun Begin(string host, string aws, params string[] arguments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_ENDPOINT_URL"] = aws,
            ["STEVEDORE_COMMIT"] = DeployCase.Commit,
        };
        return ChildRun.Begin(given.Root, variables, host, ["--target=EcsDiff", .. arguments]);
    }
}
