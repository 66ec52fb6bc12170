using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

public sealed class StartingALab(LabFixture lab)
{
    [Fact]
    public async Task ASecondTimePrintsTheSameVariables()
    {
        var up = await lab.Run(["bash", lab.Script, "up"]);

        Assert.Equal(0, up.ExitCode);
        Assert.Equal(lab.Variables, LabFixture.ParseVariables(up.StandardOutput));
        Assert.Empty(up.StandardError);
    }

    [Fact]
    public async Task ASecondTimeStartsNothing()
    {
        var before = await Services();

        (await lab.Run(["bash", lab.Script, "up"])).Succeeds();

        Assert.NotEmpty(before);
        Assert.Equal(before, await Services());
    }

    [Fact]
    public async Task AShellEvaluatesWhatItPrints()
    {
        var shell = await lab.Run(["bash", "-euc", "set -a; eval \"$(bash \"$1\" up)\"; env -0", "bash", lab.Script]);

        var environment = shell
            .StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        Assert.All(lab.Variables, variable => Assert.Equal(variable.Value, environment[variable.Key]));
    }

    [Theory]
    [InlineData("DOCKER_HOST")]
    [InlineData("DOCKER_CONFIG")]
    [InlineData("PATH")]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_ECR_PUBLIC")]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("CURL_CA_BUNDLE")]
    [InlineData("AWS_CA_BUNDLE")]
    [InlineData("STEVEDORE_LAB")]
    [InlineData("STEVEDORE_LAB_REGISTRY")]
    public void PrintsWhatClientsNeed(string name) => Assert.NotEmpty(lab.Variables[name]);

    [Fact]
    public async Task StatusNamesWhatRuns()
    {
        var status = await lab.Run(["bash", lab.Script, "status"]);

        Assert.Equal(0, status.ExitCode);
        Assert.Contains("210987654321.dkr.ecr.us-east-1.amazonaws.com", status.StandardOutput);
        Assert.Contains("210987654321-auth-token", status.StandardOutput);
        Assert.Contains(lab.Variables["STEVEDORE_LAB_REGISTRY"], status.StandardOutput);
    }

    [Fact]
    public async Task RefusesAStoreThatDockerDoesNotHave()
    {
        var up = await lab.Run(["bash", lab.Script, "up", "--store=zfs"]);

        Assert.Equal(2, up.ExitCode);
        Assert.Contains("--store=zfs", up.StandardError);
        Assert.Contains("--store=containerd|overlay2", up.StandardError);
    }

    /// <summary>The process of every service, with its start time.</summary>
    private async Task<SortedDictionary<string, string>> Services()
    {
        var services = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(lab.Variables["STEVEDORE_LAB"], "pids")))
        {
            services[file] = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        }

        return services;
    }
}
