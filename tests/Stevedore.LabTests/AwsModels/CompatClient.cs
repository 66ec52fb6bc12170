using System.Reflection;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>A client, with the name that botocore has for its service.</summary>
internal sealed record CompatClient(
    string Service,
    Type Interface,
    Func<ClientConfig> Config,
    Func<ClientConfig, AmazonServiceClient> Create
)
{
    private static readonly BasicAWSCredentials Credentials = new("test", "test");

    public static CompatClient[] All { get; } =
    [
        new("ecr", typeof(IAmazonECR), () => new AmazonECRConfig(), config => new AmazonECRClient(Credentials, (AmazonECRConfig)config)),
        new(
            "ecr-public",
            typeof(IAmazonECRPublic),
            () => new AmazonECRPublicConfig(),
            config => new AmazonECRPublicClient(Credentials, (AmazonECRPublicConfig)config)
        ),
        new(
            "secretsmanager",
            typeof(IAmazonSecretsManager),
            () => new AmazonSecretsManagerConfig(),
            config => new AmazonSecretsManagerClient(Credentials, (AmazonSecretsManagerConfig)config)
        ),
        new(
            "ssm",
            typeof(IAmazonSimpleSystemsManagement),
            () => new AmazonSimpleSystemsManagementConfig(),
            config => new AmazonSimpleSystemsManagementClient(Credentials, (AmazonSimpleSystemsManagementConfig)config)
        ),
    ];

    public static TheoryData<string> Services => [.. All.Select(client => client.Service)];

    public static TheoryData<string, string> Operations =>
        [.. All.SelectMany(client => client.Methods.Select(method => (client.Service, Operation(method))))];

    public IEnumerable<MethodInfo> Methods =>
        Interface.GetMethods().Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    public static CompatClient Of(string service) => Array.Find(All, client => client.Service == service)!;

    public MethodInfo Method(string operation) => Methods.Single(method => Operation(method) == operation);

    public Type RequestType(string operation) => Method(operation).GetParameters()[0].ParameterType;

    public Type ResponseType(string operation) => Method(operation).ReturnType.GetGenericArguments()[0];

    /// <summary>Calls the operation of a client whose network is <paramref name="wire"/>.</summary>
    public async Task<object> Call(string operation, object request, Wire wire)
    {
        var config = Config();
        config.ServiceURL = "http://127.0.0.1:1";
        config.HttpClientFactory = wire;
        config.MaxErrorRetry = 0;
        using var client = Create(config);
        var task = (Task)Method(operation).Invoke(client, [request, TestContext.Current.CancellationToken])!;
        await task;
        return task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task)!;
    }

    private static string Operation(MethodInfo method) => method.Name[..^"Async".Length];
}
