using System.Reflection;
using Amazon.CloudFormation;
using Amazon.CodeConnections;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.ECS;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>A generated client, with the name that botocore has for its service.</summary>
internal sealed record CompatClient(string Service, Type Interface)
{
    public static CompatClient[] All { get; } =
    [
        new("cloudformation", typeof(IAmazonCloudFormation)),
        new("codeconnections", typeof(IAmazonCodeConnections)),
        new("ecr", typeof(IAmazonECR)),
        new("ecr-public", typeof(IAmazonECRPublic)),
        new("ecs", typeof(IAmazonECS)),
        new("secretsmanager", typeof(IAmazonSecretsManager)),
    ];

    public static TheoryData<string> Services => [.. All.Select(client => client.Service)];

    public static TheoryData<string, string> Operations =>
        [.. All.SelectMany(client => client.OperationNames.Select(operation => (client.Service, operation)))];

    public IEnumerable<string> OperationNames => Methods.Select(method => method.Name[..^"Async".Length]);

    public static CompatClient Of(string service) => Array.Find(All, client => client.Service == service)!;

    public Type RequestType(string operation) => Method(operation).GetParameters()[0].ParameterType;

    public Type ResponseType(string operation) => Method(operation).ReturnType.GetGenericArguments()[0];

    public ClientConfig Config() => (ClientConfig)Activator.CreateInstance(Sibling("Config"))!;

    /// <summary>Calls the operation of a client with this configuration.</summary>
    public async Task<AmazonWebServiceResponse> Call(string operation, object request, ClientConfig config)
    {
        using var client = (AmazonServiceClient)
            Activator.CreateInstance(Sibling("Client"), new BasicAWSCredentials("test", "test"), config)!;
        var task = (Task)Method(operation).Invoke(client, [request, TestContext.Current.CancellationToken])!;
        await task;
        return (AmazonWebServiceResponse)task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task)!;
    }

    /// <summary>Calls the operation of a client whose network is <paramref name="wire"/>.</summary>
    public Task<AmazonWebServiceResponse> Call(string operation, object request, Wire wire)
    {
        var config = Config();
        config.ServiceURL = "http://127.0.0.1:1";
        config.HttpClientFactory = wire;
        config.MaxErrorRetry = 0;
        return Call(operation, request, config);
    }

    private IEnumerable<MethodInfo> Methods =>
        Interface.GetMethods().Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    private MethodInfo Method(string operation) => Interface.GetMethod($"{operation}Async")!;

    private Type Sibling(string suffix) =>
        Interface.Assembly.GetType($"{Interface.Namespace}.{Interface.Name[1..]}{suffix}", throwOnError: true)!;
}
