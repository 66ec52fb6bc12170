using System.Text;
using System.Text.Json;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

public sealed class AwsApi(LabFixture lab)
{
    [Fact]
    public async Task GivesThePasswordOfEcr() =>
        Assert.Equal("123456789012-auth-token\n", (await lab.Exec("aws", "ecr", "get-login-password")).StandardOutput);

    [Fact]
    public async Task GivesThePasswordOfAnotherAccountThroughItsRole()
    {
        var assume = await lab.Exec(
            "aws",
            "sts",
            "assume-role",
            "--role-arn",
            "arn:aws:iam::210987654321:role/push",
            "--role-session-name",
            "stevedore"
        );
        var credentials = JsonDocument.Parse(assume.StandardOutput).RootElement.GetProperty("Credentials");

        var password = await lab.Exec(
            "env",
            $"AWS_ACCESS_KEY_ID={credentials.GetProperty("AccessKeyId").GetString()}",
            $"AWS_SECRET_ACCESS_KEY={credentials.GetProperty("SecretAccessKey").GetString()}",
            $"AWS_SESSION_TOKEN={credentials.GetProperty("SessionToken").GetString()}",
            "aws",
            "ecr",
            "get-login-password"
        );

        Assert.Equal("210987654321-auth-token\n", password.StandardOutput);
    }

    [Fact]
    public async Task GivesThePasswordOfEcrPublic()
    {
        var answer = await lab.Exec("aws", "ecr-public", "get-authorization-token", "--region", "us-east-1");

        var data = JsonDocument.Parse(answer.StandardOutput).RootElement.GetProperty("authorizationData");
        Assert.Equal("AWS:ecr-public-auth-token", Encoding.UTF8.GetString(data.GetProperty("authorizationToken").GetBytesFromBase64()));
        var left = data.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.UtcNow;
        Assert.InRange(left, TimeSpan.FromHours(11), TimeSpan.FromHours(13));
    }

    [Fact]
    public async Task HasEcrPublicInItsOwnRegionOnly()
    {
        var answer = await lab.Exec("aws", "ecr-public", "get-authorization-token", "--region", "eu-central-1");

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains("InvalidSignatureException", answer.StandardError);
    }

    [Fact]
    public async Task KeepsRepositoriesOfEcrPublic()
    {
        var name = $"web-{Guid.NewGuid():N}";
        string[] describe = ["aws", "ecr-public", "describe-repositories", "--region", "us-east-1", "--repository-names", name];

        var before = await lab.Exec(describe);
        (await lab.Exec("aws", "ecr-public", "create-repository", "--region", "us-east-1", "--repository-name", name)).Succeeds();
        var after = await lab.Exec(describe);

        Assert.Contains("RepositoryNotFoundException", before.StandardError);
        Assert.Contains($"public.ecr.aws/acme/{name}", after.StandardOutput);
    }
}
