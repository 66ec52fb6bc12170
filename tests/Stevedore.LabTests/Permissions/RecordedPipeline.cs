using System.Text.Json;
using System.Text.RegularExpressions;
using Stevedore.LabTests.Registries;
using Stevedore.LabTests.Shipping;
using Stevedore.Tests.Ecs;
using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.LabTests.Permissions;

/// <summary>A repository whose pipeline is generated, and every call of what its projects run: builds, a deployment, a pull request.</summary>
public sealed partial class RecordedPipeline(LabFixture lab) : IAsyncLifetime
{
    private const string Home = SampleRepository.Host;
    private const string Shared = "210987654321.dkr.ecr.eu-central-1.amazonaws.com";
    private const string SharedRole = "arn:aws:iam::210987654321:role/pull";
    private readonly SampleRepository repository = new();
    private readonly EcsStub stub = new(TimeProvider.System) { Pace = 0.04 };
    private EcsStubServer ecs = null!;
    private AwsStub aws = null!;
    private Template template = null!;
    private ImmutableDictionary<string, string> parameters = [];

    /// <summary>What a build is asked for.</summary>
    internal ImmutableArray<PolicyRequest> Build { get; private set; }

    /// <summary>What a deployment is asked for.</summary>
    internal ImmutableArray<PolicyRequest> Deployment { get; private set; }

    /// <summary>What the build of a pull request is asked for.</summary>
    internal ImmutableArray<PolicyRequest> PullRequest { get; private set; }

    public async ValueTask InitializeAsync()
    {
        ecs = new(stub);
        aws = new(lab, Behind);
        await Given();
        (await new BuildHost(lab, repository).Run("--target=Init", "--pipeline")).Succeeds();
        template = Template.Parse(repository.Text("pipeline/shop.yml"));
        parameters = JsonDocument
            .Parse(repository.Text("pipeline/shop.parameters.json"))
            .RootElement.EnumerateArray()
            .ToImmutableDictionary(
                parameter => parameter.GetProperty("ParameterKey").GetString()!,
                parameter => parameter.GetProperty("ParameterValue").GetString()!
            );
        repository.CommitAll();

        await Push(Home, "first");
        await Push(Shared, "first");
        PullRequest = await Recorded("pull-request", () => Run("--target=ShipBuild"));
        await Push(Home, "second");
        await Push(Shared, "second");
        Build = await Recorded("build", Ship);
        Deployment = await Recorded("deploy", Deploy);
    }

    /// <summary>What a role of the template may.</summary>
    internal ImmutableArray<PolicyStatement> Statements(string role) =>
        PolicyStatement.OfRole(
            template,
            role,
            new(template)
            {
                Account = CallPermissions.Account,
                Region = "eu-central-1",
                Parameters = parameters,
            }
        );

    /// <summary>Builds the images that have no secrets where the role of a pull request may read none.</summary>
    internal async Task<HostResult> BuildWithoutSecrets()
    {
        await using var refusing = new AwsStub(lab, Behind).Deny("GetSecretValue", "*", "secretsmanager").Deny("GetParameters", "*", "ssm");
        return await Host(refusing).Run("--target=ShipBuild", "--images=tool");
    }

    public async ValueTask DisposeAsync()
    {
        await aws.DisposeAsync();
        ecs.Dispose();
        repository.Dispose();
    }

    // A repository that is made, one that is there and one that keeps its tags; a commit that is new and one that is shipped already.
    private async Task Ship()
    {
        await Run("--target=Ship");
        await Run("--target=Ship");
        string[] keeping = ["--image-tag-mutability", "IMMUTABLE", "--region", "us-east-1"];
        await lab.Aws(["ecr", "put-image-tag-mutability", "--repository-name", $"{repository.Name}/tool", .. keeping]);
        repository.Dockerfile("tool", $"LABEL repository={repository.Name} version=2").CommitAll();
        await Run("--target=Ship");
        await Run("--target=CredentialsCheck");
    }

    // One that is cancelled while its task runs, one whose tasks fail, and one that succeeds.
    private async Task Deploy()
    {
        string[] deploy = ["--target=EcsDeploy", "--environment=prod"];
        stub.NextTask = OneOffTask.Runs();
        await using (var run = Host().Start(deploy))
        {
            await HostRun.Until(() => run.HasEnded || stub.Requests.Any(request => request.Operation == "DescribeTasks"));
            run.Signal("INT");
            var cancelled = await run.End();
            Assert.True(cancelled.ExitCode != 0, cancelled.StandardOutput);
        }

        stub.Service("web").Next = Script.BreakerRollback(TaskFailure.Exits(1, "out of cheese"));
        var failed = await Host().Run(deploy);
        Assert.Contains("out of cheese", failed.StandardOutput + failed.StandardError, StringComparison.Ordinal);
        await Run(deploy);
    }

    private async Task Run(params string[] arguments) => (await Host().Run(arguments)).Succeeds();

    private BuildHost Host(AwsStub? api = null) =>
        (api ?? aws).In(new BuildHost(lab, repository)).With("AWS_ENDPOINT_URL_ECR_PUBLIC", (api ?? aws).Url);

    private string? Behind(string service) =>
        service switch
        {
            "ecr-public" => lab.Variables["AWS_ENDPOINT_URL_ECR_PUBLIC"],
            "ecs" or "logs" or "elasticloadbalancing" or "codepipeline" => ecs.Url,
            _ => null,
        };

    private async Task<ImmutableArray<PolicyRequest>> Recorded(string role, Func<Task> run)
    {
        var caller = $"arn:aws:iam::{CallPermissions.Account}:role/{role}";
        var registries = RegistryLog.FromNow(lab);
        var known = aws.Calls.Length;
        await run();
        var calls = aws.Calls[known..];
        // What is done with a role of another account is asked of that role.
        var others = calls
            .Where(call => call is { Service: "sts", Operation: "AssumeRole" })
            .Select(call => AssumedKey().Match(call.Answer).Groups["key"].Value)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. calls.Where(call => !others.Contains(call.Key)).SelectMany(call => CallPermissions.Of(call, caller)),
            .. registries.Requests(host => host == Shared ? null : caller),
        ];
    }

    /// <summary>What the stack makes, what others have made, and the settings.</summary>
    private async Task Given()
    {
        var name = repository.Name;
        var hub = await LabSecret.Create(lab, """{"DOCKER_USERNAME":"acme","DOCKER_TOKEN":"hubtoken"}""");
        await lab.Aws("secretsmanager", "create-secret", "--name", $"{name}-npm", "--secret-string", "npm");
        await lab.Aws("secretsmanager", "create-secret", "--name", $"{name}-task", "--secret-string", "task");
        await lab.Aws("ssm", "put-parameter", "--name", $"/{name}/key", "--type", "SecureString", "--value", "key");
        await lab.Aws("ssm", "put-parameter", "--name", $"/{name}/user", "--type", "String", "--value", "acme");
        await lab.Aws("ssm", "put-parameter", "--name", $"/{name}/token", "--type", "SecureString", "--value", "token");
        foreach (var made in (string[])["web", "web-cache", "tool", "tool-cache"])
        {
            await lab.Aws("ecr", "create-repository", "--repository-name", $"{name}/{made}");
        }

        stub.Cluster("shop").Service("web", StubDefinitions.Body("web", ("web", $"{repository.Web}:none")), desired: 2).Behind("web");
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": {
                    "web": {
                      "context": "web", "repository": "{{name}}/web", "container": "web", "registries": ["ecr"],
                      "secrets": { "npm": "secretsManager:{{name}}-npm", "key": "parameterStore:/{{name}}/key" }
                    },
                    "tool": { "context": "tool", "repository": "{{name}}/tool", "registries": ["ecr", "elsewhere", "public", "hub", "lan"] }
                  },
                  "registries": {
                    "ecr": { "type": "ecr", "account": "{{CallPermissions.Account}}", "region": "eu-central-1" },
                    "elsewhere": { "type": "ecr", "account": "{{CallPermissions.Account}}", "region": "us-east-1" },
                    "public": { "type": "ecr-public", "alias": "acme" },
                    "lan": {
                      "type": "registry", "host": "{{lab.Variables["STEVEDORE_LAB_REGISTRY"]}}",
                      "credentials": { "parameterStore": { "username": "/{{name}}/user", "password": "/{{name}}/token" } }
                    },
                    "hub": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "{{hub}}" } },
                    "shared": { "type": "ecr", "account": "210987654321", "region": "eu-central-1", "role": "{{SharedRole}}", "push": false }
                  },
                  "deploy": {
                    "cluster": "shop",
                    "services": [{ "service": "web", "containers": { "web": { "secrets": { "KEY": "secretsManager:{{name}}-task" } } } }],
                    "before": { "container": "web", "command": ["migrate"] },
                    "taskRoles": ["web-task", "web-execution"]
                  },
                  "environments": { "prod": {} },
                  "pipelines": {
                    "shop": {
                      "source": { "connection": "arn:aws:codeconnections:eu-central-1:123456789012:connection/0a1b2c3d", "repository": "acme/shop" },
                      "bucket": "acme-artifacts",
                      "build": { "vpc": { "id": "vpc-0a1b2c3d", "subnets": ["subnet-0a1b2c3d"], "securityGroups": ["sg-0a1b2c3d"] } },
                      "pullRequests": {},
                      "stages": [{ "environment": "prod" }]
                    }
                  }
                }
                """
            )
            .Write(
                "web/Dockerfile",
                $"""
                FROM {Shared}/{name}/base:1 AS shared
                FROM {Home}/{name}/base:1 AS base
                FROM {SampleRepository.Busybox}
                COPY --from=shared /page /shared
                COPY --from=base /page /base
                RUN --mount=type=secret,id=npm --mount=type=secret,id=key cat /run/secrets/* > /proof

                """
            )
            .Dockerfile("tool", $"LABEL repository={name}")
            .CommitAll();
    }

    /// <summary>Gives a registry a base image that no engine has yet, as every build begins on a machine of its own.</summary>
    private async Task Push(string host, string content)
    {
        const string Script = """
            set -e
            cd "$1"
            login=AWS:${2%%.*}-auth-token
            echo "$4" > page
            tar --create --file layer page
            layer=sha256:$(sha256sum layer | cut --characters=1-64)
            printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["%s"]}}' $layer > config
            config=sha256:$(sha256sum config | cut --characters=1-64)
            for file in layer config; do
              place=$(curl --silent --fail --user $login --request POST --dump-header - "https://$2/v2/$3/blobs/uploads/" | tr --delete '\r' | sed --quiet 's/^[Ll]ocation: //p')
              digest=sha256:$(sha256sum $file | cut --characters=1-64)
              curl --silent --fail --user $login --request PUT --header 'Content-Type: application/octet-stream' --data-binary @$file "$place&digest=$digest"
            done
            printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%s}]}' \
              $config $(stat --format=%s config) $layer $(stat --format=%s layer) > manifest
            curl --silent --fail --user $login --request PUT --header 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary @manifest "https://$2/v2/$3/manifests/1"
            """;
        string[] arguments = [repository.Temporary, host, $"{repository.Name}/base", $"{host} {repository.Name} {content}"];
        (await lab.Exec(["bash", "-c", Script, "push", .. arguments])).Succeeds();
    }

    [GeneratedRegex("<AccessKeyId>(?<key>[^<]+)</AccessKeyId>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AssumedKey();
}
