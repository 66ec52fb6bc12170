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

    private static Given Given(string pipelines) =>
        new(
            $$"""{ "images": { "web": {} }, "environments": { "prod": {}, "test": {} }, "pipelines": { {{pipelines.Replace("SOUND", Sound, StringComparison.Ordinal)}} } }"""
        );
}
