using System.Text.Json.Nodes;
using Amazon.ECS;
using Stevedore.Aws;
using Stevedore.LabTests.AwsApi;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The clients against the lab's AWS API: they change what it holds, and read of it what botocore reads.</summary>
public sealed class CallingTheAwsApi(LabFixture lab)
{
    private readonly string name = Api.NewName();

    [Fact]
    public async Task Ecr()
    {
        await Call(
            "ecr",
            "CreateRepository",
            $$"""{"repositoryName":"{{name}}","imageScanningConfiguration":{"scanOnPush":true},"tags":[{"Key":"k","Value":"v"}]}"""
        );
        await Call(
            "ecr",
            "PutImage",
            $$"""{"repositoryName":"{{name}}","imageTag":"1","imageManifest":"{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":{\"mediaType\":\"c\",\"size\":1,\"digest\":\"sha256:aa\"},\"layers\":[]}"}"""
        );
        await Call("ecr", "PutImageTagMutability", $$"""{"repositoryName":"{{name}}","imageTagMutability":"IMMUTABLE"}""");
        await ReadAlike(
            ("ecr", "DescribeRepositories", $$"""{"repositoryNames":["{{name}}"]}"""),
            ("ecr", "DescribeImages", $$"""{"repositoryName":"{{name}}","imageIds":[{"imageTag":"1"}]}"""),
            ("ecr", "BatchGetImage", $$"""{"repositoryName":"{{name}}","imageIds":[{"imageTag":"1"},{"imageTag":"2"}]}"""),
            ("ecr", "GetAuthorizationToken", "{}")
        );
    }

    [Fact]
    public async Task SecretsManager()
    {
        await Call("secretsmanager", "CreateSecret", $$"""{"Name":"{{name}}","SecretString":"é","Tags":[{"Key":"k","Value":"v"}]}""");
        await Call("secretsmanager", "PutSecretValue", $$"""{"SecretId":"{{name}}","SecretBinary":"c2VjcmV0"}""");
        await ReadAlike(
            ("secretsmanager", "GetSecretValue", $$"""{"SecretId":"{{name}}"}"""),
            ("secretsmanager", "GetSecretValue", $$"""{"SecretId":"{{name}}","VersionStage":"AWSPREVIOUS"}"""),
            ("secretsmanager", "DescribeSecret", $$"""{"SecretId":"{{name}}"}""")
        );
    }

    [Fact]
    public async Task CloudFormation()
    {
        const string template =
            """{"Resources":{"Log":{"Type":"AWS::Logs::LogGroup","Properties":{"RetentionInDays":7}}},"Outputs":{"Name":{"Value":{"Ref":"Log"}}}}""";
        var input = new JsonObject
        {
            ["StackName"] = name,
            ["ChangeSetName"] = "first",
            ["ChangeSetType"] = "CREATE",
            ["TemplateBody"] = template,
            ["Capabilities"] = new JsonArray("CAPABILITY_IAM"),
            ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = "é + %" }),
        };
        await Call("cloudformation", "CreateChangeSet", input.ToJsonString());
        await ReadAlike(("cloudformation", "DescribeChangeSet", $$"""{"StackName":"{{name}}","ChangeSetName":"first"}"""));
        await Call("cloudformation", "ExecuteChangeSet", $$"""{"StackName":"{{name}}","ChangeSetName":"first"}""");
        await ReadAlike(
            ("cloudformation", "DescribeStacks", $$"""{"StackName":"{{name}}"}"""),
            ("cloudformation", "DescribeStackEvents", $$"""{"StackName":"{{name}}"}""")
        );
        await Call("cloudformation", "DeleteStack", $$"""{"StackName":"{{name}}"}""");
    }

    [Fact]
    public async Task Ecs()
    {
        await Call("ecs", "CreateCluster", $$"""{"clusterName":"{{name}}","tags":[{"key":"k","value":"v"}]}""");
        using var json = new JsonClient(Api.Credentials, Api.Of<AmazonECSConfig>(lab), new("AmazonEC2ContainerServiceV20141113"));
        var container =
            $$"""{"family":"{{name}}","containerDefinitions":[{"name":"web","image":"web:1","memory":64,"newest":{"kept":true} }]}""";
        var registered = await json.Call("RegisterTaskDefinition", Object(container), TestContext.Current.CancellationToken);
        Assert.Equal($"{name}", (string?)registered["taskDefinition"]!["family"]);
        await json.Call(
            "CreateService",
            Object($$"""{"cluster":"{{name}}","serviceName":"web","taskDefinition":"{{name}}","desiredCount":1}"""),
            TestContext.Current.CancellationToken
        );
        await Call("ecs", "UpdateService", $$"""{"cluster":"{{name}}","service":"web","desiredCount":2}""");
        await ReadAlike(
            ("ecs", "DescribeClusters", $$"""{"clusters":["{{name}}"]}"""),
            ("ecs", "DescribeServices", $$"""{"cluster":"{{name}}","services":["web","none"]}""")
        );
        var error = await Assert.ThrowsAsync<Amazon.Runtime.AmazonServiceException>(() =>
            json.Call("DescribeTaskDefinition", Object("""{"taskDefinition":"none:9"}"""), TestContext.Current.CancellationToken)
        );
        Assert.Equal("ClientException", error.ErrorCode);
    }

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    private async Task ReadAlike(params (string Service, string Operation, string Input)[] calls)
    {
        var theirs = await Botocore.Call(
            lab,
            calls.Select(call => new JsonObject
            {
                ["service"] = call.Service,
                ["operation"] = call.Operation,
                ["input"] = Object(call.Input),
                ["endpoint"] = lab.Variables["AWS_ENDPOINT_URL"],
            })
        );
        foreach (var (call, expected) in calls.Zip(theirs))
        {
            var read = await Call(call.Service, call.Operation, call.Input);
            Assert.NotEmpty(read);
            Assert.Equal(Rounded(expected!).ToJsonString(), Ordered(read, expected!).ToJsonString());
        }
    }

    private async Task<JsonObject> Call(string service, string operation, string input)
    {
        var client = CompatClient.Of(service);
        var config = client.Config();
        config.ServiceURL = lab.Variables["AWS_ENDPOINT_URL"];
        config.AuthenticationRegion = "eu-central-1";
        var response = await client.Call(operation, Sample.Object(client.RequestType(operation), Object(input)), config);
        return Sample.Members(response, Models.Read(lab, service).Operation(operation).Output);
    }

    // In the order of the other, so that what differs can be seen.
    private static JsonNode Ordered(JsonNode read, JsonNode like) =>
        (read, like) switch
        {
            (JsonObject one, JsonObject other) => new JsonObject(
                one.OrderBy(member => other.IndexOf(member.Key))
                    .Select(member =>
                        KeyValuePair.Create(
                            member.Key,
                            other[member.Key] is { } same ? Ordered(member.Value!, same) : member.Value?.DeepClone()
                        )
                    )
            ),
            (JsonArray one, JsonArray other) when one.Count == other.Count => new JsonArray([
                .. one.Zip(other).Select(pair => Ordered(pair.First!, pair.Second!)),
            ]),
            _ => Rounded(read),
        };

    // The clients keep milliseconds of the microseconds that this API gives to times.
    private static JsonNode Rounded(JsonNode node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Rounded(member.Value!)))
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Rounded(item!))]),
            JsonValue value when value.TryGetValue<double>(out var number) && number > 1e9 => Math.Round(number),
            _ => node.DeepClone(),
        };
}
