using Xunit;

namespace Stevedore.Tests.Settings;

/// <summary>Pipelines that settings alone show to be wrong.</summary>
public sealed class PipelinesThatWillNotDo
{
    private const string Start = "Cannot use stevedore.json: line 1: pipelines";
    private const string Sound = "\"source\": { \"connection\": \"acme\", \"repository\": \"acme/shop\" }";

    [Theory]
    [InlineData(
        "\"shop\": {}",
        ".shop.source: missing. Write \"source\": { \"connection\": \"<name or ARN>\", \"repository\": \"acme/shop\" }."
    )]
    [InlineData("\"1shop\": { SOUND }", ": '1shop' is not a name for a pipeline. Use letters, digits and '-', 50 at most, a letter first.")]
    [InlineData(
        "\"a-shop-of-many-words-and-one-more-word-than-names-have\": { SOUND }",
        ": 'a-shop-of-many-words-and-one-more-word-than-names-have' is not a name for a pipeline. Use letters, digits and '-', 50 at most, a letter first."
    )]
    [InlineData("\"shop\": { SOUND }, \"shop\": { SOUND }", ".shop: given twice, first on line 1. Remove one of them, or rename it.")]
    [InlineData("\"shop\": { SOUND, \"mode\": \"queue\" }", ".shop.mode: 'queue' is not a choice here. Did you mean 'queued'?")]
    [InlineData("\"shop\": { SOUND, \"stage\": [] }", ".shop.stage: unknown key. Did you mean 'stages'?")]
    [InlineData(
        "\"shop\": { SOUND, \"stages\": [{ \"environment\": \"prd\" }] }",
        ".shop.stages[0].environment: there is no environment 'prd'. Did you mean 'prod'?"
    )]
    [InlineData(
        "\"shop\": { SOUND, \"stages\": [{}] }",
        ".shop.stages[0].environment: missing. Name the section of environments that says what is deployed where."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"stages\": [{ \"environment\": \"prod\" }, { \"environment\": \"prod\" }] }",
        ".shop.stages[1].environment: another stage has the same name. Leave one of them out, or copy the environment under another name."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"stages\": [{ \"environment\": \"prod\", \"action\": \"esc\" }] }",
        ".shop.stages[0].action: 'esc' is not a choice here. Did you mean 'ecs'?"
    )]
    [InlineData(
        "\"shop\": { SOUND, \"mode\": \"parallel\", \"stages\": [{ \"environment\": \"prod\", \"onFailure\": \"rollback\" }] }",
        ".shop.stages[0].onFailure: no stage of a parallel pipeline can roll back. Set mode to queued or superseded, or leave it out."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"stages\": [{ \"environment\": \"prod\", \"action\": \"codedeploy\", \"application\": \"shop\" }] }",
        ".shop.stages[0].deploymentGroup: missing. Add it: CodeDeploy deploys a group of an application."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"type\": \"codecommit\", \"repository\": \"shop\" }, \"triggers\": { \"tags\": [\"v*\"] } }",
        ".shop.triggers.tags: a source of type codecommit cannot be started by tags. Leave it out: every change of the source starts it; triggers need a source of type connection."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"type\": \"s3\", \"bucket\": \"acme\", \"key\": \"shop.tar\" } }",
        ".shop.source.key: 'shop.tar' is not the key of a .zip. CodePipeline takes archives only: write one like source/shop.zip."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"type\": \"codecommit\", \"repository\": \"acme/shop\" } }",
        ".shop.source.repository: 'acme/shop' is a path, and CodeCommit has none. Write the repository's name alone."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"connection\": \"acme\", \"repository\": \"shop\" } }",
        ".shop.source.repository: 'shop' does not say whose it is. Write it like acme/shop."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"connection\": \"acme\", \"repository\": \"acme/shop\", \"bucket\": \"acme\" } }",
        ".shop.source.bucket: a source of type connection has none. Leave it out, or set type to s3."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"platform\": \"linux/arm64\", \"image\": \"aws/codebuild/standard:7.0\" } }",
        ".shop.build.image: 'aws/codebuild/standard:7.0' runs on x86, and the platform is linux/arm64. Write aws/codebuild/amazonlinux-aarch64-standard:4.0, or set build.platform to linux/amd64."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"image\": \"aws/codebuild/amazonlinux-aarch64-standard:3.0\" } }",
        ".shop.build.image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0' runs on Arm, and the platform is linux/amd64. Write aws/codebuild/amazonlinux-x86_64-standard:6.0, or set build.platform to linux/arm64."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"variables\": { \"CODEBUILD_SRC_DIR\": \"x\" } } }",
        ".shop.build.variables: 'CODEBUILD_SRC_DIR' is CodeBuild's own. Give the variable a name that does not begin with CODEBUILD_."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"variables\": { \"TOKEN\": \"ghp_0123456789abcdefghij0123456789abcdefgh\" } } }",
        ".shop.build.variables.TOKEN: is a token, and who may read the project may read it. Keep it in Secrets Manager, and write secretsManager:<id>[:<key>]."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"variables\": { \"TOKEN\": \"secretsmanager:npm\" } } }",
        ".shop.build.variables.TOKEN: does not begin with secretsManager:. Did you mean secretsManager:npm?"
    )]
    [InlineData(
        "\"shop\": { SOUND, \"logDays\": 100 }",
        ".shop.logDays: CloudWatch Logs cannot keep logs for 100 days. Write 120, which it can."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"timeoutMinutes\": 4 } }",
        ".shop.build.timeoutMinutes: a build cannot be ended after 4 minutes. Write a whole number from 5 to 2160, which are 36 hours."
    )]
    [InlineData("\"shop\": { SOUND, \"images\": [\"wbe\"] }", ".shop.images: there is no image 'wbe'. Did you mean 'web'?")]
    [InlineData(
        "\"shop\": { SOUND, \"type\": \"project\", \"stages\": [{ \"environment\": \"prod\" }] }",
        ".shop.stages: a project alone has none. Leave the key out, or set type to pipeline."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"connection\": \"arn:aws:codeconnections:eu-west-1:444455556666:connection/0\", \"repository\": \"acme/shop\" }, \"account\": \"111122223333\" }",
        ".shop.source.connection: the connection is in account 444455556666, and the pipeline in 111122223333. Make a connection in 111122223333 and name it: a pipeline uses those of its own account alone."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"type\": \"s3\", \"bucket\": \"acme\", \"key\": \"shop.zip\" }, \"pullRequests\": {} }",
        ".shop.pullRequests: CodeBuild is not told of pull requests there. Leave it out: it builds those of GitHub, GitLab and Bitbucket."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"notifications\": { \"topic\": \"builds\" } }",
        ".shop.notifications.topic: 'builds' is not the ARN of a topic. Write it like arn:aws:sns:eu-west-1:111122223333:builds."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"pullRequests\": { \"forks\": true } }",
        ".shop.pullRequests.forks: strangers' code could take the token of the source's connection, which is good for all its repositories. Name a connection that leads to this repository alone in pullRequests.connection, or leave forks out."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"pullRequests\": { \"forks\": true, \"connection\": \"acme\" } }",
        ".shop.pullRequests.forks: strangers' code could take the token of the source's connection, which is good for all its repositories. Name a connection that leads to this repository alone in pullRequests.connection, or leave forks out."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"account\": \"111122223333\", \"pullRequests\": { \"connection\": \"arn:aws:codeconnections:eu-west-1:444455556666:connection/0\" } }",
        ".shop.pullRequests.connection: the connection is in account 444455556666, and the pipeline in 111122223333. Make a connection in 111122223333 and name it: a pipeline uses those of its own account alone."
    )]
    [InlineData(
        "\"shop-of-many-words-more\": { SOUND, \"bucket\": \"acme\" }, \"shop-of-many-words-moved\": { SOUND, \"bucket\": \"acme\" }",
        ".shop-of-many-words-moved.bucket: has the artifacts of 'shop-of-many-words-more' in the same folder: CodePipeline cuts names to 20 characters there. Name another bucket, or give one of them a name that differs before the cut."
    )]
    [InlineData(
        "\"shop\": { \"source\": { \"connection\": \"arn:aws:codeconnections:eu-west-1:111122223333:connection/*\", \"repository\": \"acme/shop\" } }",
        ".shop.source.connection: (not shown: it looks like a token) is not a connection. Write its name, or its ARN as `aws codeconnections list-connections` prints it."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"buildx\": \"v0.37.0\" } }",
        ".shop.build.buildxChecksum: a release and its checksum belong together. Write both, or neither: what is installed is held against its checksum."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"buildx\": \"v0.36.1\", \"buildxChecksum\": \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\" } }",
        ".shop.build.buildx: 'v0.36.1' is not a release of buildx with the cloud driver. Write it like v0.37.0, the first that has it, or of docker/buildx-desktop like v0.29.1-desktop.1."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"stages\": [{ \"environment\": \"prod\" }] }, \"shop-deploy-prod\": { SOUND }",
        ".shop-deploy-prod: has a project shop-deploy-prod, and 'shop' has one of that name. Give one of them another name."
    )]
    [InlineData(
        "\"shop-pull-requests\": { SOUND }, \"shop\": { SOUND, \"pullRequests\": {} }",
        ".shop: has a project shop-pull-requests, and 'shop-pull-requests' has one of that name. Give one of them another name."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"type\": \"project\", \"build\": { \"project\": \"legacy\" } }",
        ".shop.build.project: a project alone is the stack's own. Leave the key out, or set type to pipeline."
    )]
    [InlineData(
        "\"shop\": { \"type\": \"project\", \"source\": { \"connection\": \"acme\", \"repository\": \"acme/shop\", \"provider\": \"azure-devops\" } }",
        ".shop.source.provider: CodeBuild does not read Azure DevOps by itself. Set type to pipeline, which hands it the source."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"stages\": [{ \"environment\": \"prod\" }, { \"environment\": \"pro-d\" }] }",
        ".shop.stages[1].environment: 'pro-d' differs from the stage 'prod' by punctuation alone. Leave one of them out, or copy the environment under another name."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"tags\": { \"team\": \"a,b\" } }",
        ".shop.tags.team: 'a,b' is not the value of a tag. Use letters, digits, spaces and _ . : / = + - @, 256 at most."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"role\": \"arn:aws:iam::111122223333:role/*\" } }",
        ".shop.build.role: 'arn:aws:iam::111122223333:role/*' is not the ARN of a role. Write it like arn:aws:iam::111122223333:role/name."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"role\": \"arn:aws:iam::111122223333:role/${AWS::Region}\" } }",
        ".shop.build.role: 'arn:aws:iam::111122223333:role/${AWS::Region}' is not the ARN of a role. Write it like arn:aws:iam::111122223333:role/name."
    )]
    [InlineData(
        "\"shop\": { SOUND, \"build\": { \"variables\": { \"A\": \"secretsManager:*\" } } }",
        ".shop.build.variables.A: has a wildcard or braces in a name. Name one secret or parameter, as AWS calls it."
    )]
    public void AreToldWithTheirRemedy(string pipelines, string message) => Assert.Equal(Start + message, Given(pipelines).Fault());

    [Fact]
    public void DifferByMoreThanCase() =>
        Assert.Contains(
            "pipelines.Shop: differs from 'shop' by case alone; give one of them another name",
            Given($"\"shop\": {{ {Sound} }}, \"Shop\": {{ {Sound} }}").Fault(),
            StringComparison.Ordinal
        );

    [Fact]
    public void DeployInOneWay() =>
        Assert.Equal(
            $"{Start}.shop.stages: CodeDeploy takes its files from the top of the build's artifacts, and EcsDeploy from a folder in them. Deploy all stages in one way, or from two pipelines.",
            Given(
                    $"\"shop\": {{ {Sound}, \"stages\": [{{ \"environment\": \"prod\" }}, {{ \"environment\": \"test\", \"action\": \"codedeploy\", \"application\": \"a\", \"deploymentGroup\": \"b\" }}] }}"
                )
                .Fault()
        );

    [Theory]
    [InlineData("\"images\": { \"web\": { \"secrets\": { \"a\": \"secretsManager:*\" } } }", "images.web.secrets.a")]
    [InlineData("\"images\": { \"web\": { \"secrets\": { \"a\": \"parameterStore:${AWS::Region}\" } } }", "images.web.secrets.a")]
    [InlineData(
        "\"images\": { \"web\": {} }, \"deploy\": { \"services\": [{ \"service\": \"web\", \"containers\": { \"web\": { \"secrets\": { \"A\": \"secretsManager:?\" } } } }] }",
        "deploy.services[0].containers.web.secrets.A"
    )]
    [InlineData(
        "\"images\": { \"web\": {} }, \"registries\": { \"docker-hub\": { \"namespace\": \"acme\", \"credentials\": { \"secretsManager\": \"*\" } } }",
        "registries.docker-hub.credentials.secretsManager"
    )]
    public void NameOneSecret(string settings, string place) =>
        Assert.EndsWith(
            $"{place}: has a wildcard or braces in a name. Name one secret or parameter, as AWS calls it.",
            new Given($"{{ {settings} }}").Fault(),
            StringComparison.Ordinal
        );

    private static Given Given(string pipelines) =>
        new(
            $$"""{ "images": { "web": {} }, "environments": { "prod": {}, "test": {}, "pro-d": {} }, "pipelines": { {{pipelines.Replace("SOUND", Sound, StringComparison.Ordinal)}} } }"""
        );
}
