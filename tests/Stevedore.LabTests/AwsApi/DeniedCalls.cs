using System.Net;
using System.Text.Json;
using Amazon.CloudFormation;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using Stevedore.Aws;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

/// <summary>Calls by a user without rights, against an API that enforces them, and answers in XML whatever the service speaks.</summary>
public sealed class DeniedCalls(LabFixture lab)
{
    [Fact]
    public async Task SayWhoMayNotDoWhat()
    {
        await using var api = await EnforcingApi.Start(lab, freeCalls: 2);
        await api.Aws("iam", "create-user", "--user-name", "nobody");
        var key = JsonDocument
            .Parse(await api.Aws("iam", "create-access-key", "--user-name", "nobody"))
            .RootElement.GetProperty("AccessKey");
        var nobody = new BasicAWSCredentials(key.GetProperty("AccessKeyId").GetString(), key.GetProperty("SecretAccessKey").GetString());
        var cancellation = TestContext.Current.CancellationToken;

        using var ecr = new AmazonECRClient(nobody, At<AmazonECRConfig>(api));
        await Denied<AmazonECRException>("ecr:DescribeRepositories", () => ecr.DescribeRepositoriesAsync(new(), cancellation));
        using var ecs = new AmazonECSClient(nobody, At<AmazonECSConfig>(api));
        await Denied<AmazonECSException>("ecs:DescribeClusters", () => ecs.DescribeClustersAsync(new(), cancellation));
        using var secrets = new AmazonSecretsManagerClient(nobody, At<AmazonSecretsManagerConfig>(api));
        await Denied<AmazonSecretsManagerException>(
            "secretsmanager:GetSecretValue",
            () => secrets.GetSecretValueAsync(new() { SecretId = "s" }, cancellation)
        );
        using var stacks = new AmazonCloudFormationClient(nobody, At<AmazonCloudFormationConfig>(api));
        await Denied<AmazonCloudFormationException>("cloudformation:DescribeStacks", () => stacks.DescribeStacksAsync(new(), cancellation));
        using var parameters = new AmazonSimpleSystemsManagementClient(nobody, At<AmazonSimpleSystemsManagementConfig>(api));
        await Denied<AmazonSimpleSystemsManagementException>(
            "ssm:GetParameter",
            () => parameters.GetParameterAsync(new() { Name = "n" }, cancellation),
            keepsWords: false
        );
        using var json = new JsonClient(nobody, At<AmazonECSConfig>(api), new("AmazonEC2ContainerServiceV20141113"));
        await Denied<AmazonServiceException>(
            "ecs:DescribeTaskDefinition",
            () => json.Call("DescribeTaskDefinition", [], cancellation),
            keepsWords: false
        );
    }

    private static T At<T>(EnforcingApi api)
        where T : ClientConfig, new() => new() { ServiceURL = api.Url, AuthenticationRegion = "eu-central-1" };

    /// <param name="keepsWords">False where the SDK's own reading of a JSON service loses what was said in XML.</param>
    private static async Task Denied<T>(string action, Func<Task> call, bool keepsWords = true)
        where T : AmazonServiceException
    {
        var error = await Assert.ThrowsAsync<T>(call);
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
        Assert.StartsWith("AccessDenied", error.ErrorCode, StringComparison.Ordinal);
        var words = keepsWords ? $": User: arn:aws:iam::123456789012:user/nobody is not authorized to perform: {action}" : "";
        Assert.Equal($"the role may not {action} on *{words}", AwsFaults.From(error, "Cannot ask", new([action], "*")).Why);
    }
}
