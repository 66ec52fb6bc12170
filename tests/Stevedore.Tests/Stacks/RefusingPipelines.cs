using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>What only the plan or the template shows to be wrong, each with its remedy.</summary>
public sealed class RefusingPipelines
{
    [Fact]
    public void SaysWhenATemplateIsTooLongForARequest()
    {
        var numbers = Enumerable.Range(0, 16).ToArray();
        var made = new StackCase(
            $$"""
            {
              "images": { "web": {} }, "deploy": { "services": ["web"] },
              "environments": { {{string.Join(
                ", ",
                numbers.Select(number => $"\"test{number}\": {{ \"deploy\": {{ \"cluster\": \"test{number}\" }} }}")
            )}} },
              "pipelines": {
                "shop": {
                  "source": { "type": "codecommit", "repository": "shop" },
                  "stages": [{{string.Join(", ", numbers.Select(number => $"{{ \"environment\": \"test{number}\" }}"))}}]
                }
              }
            }
            """
        ).Make();

        StackCase.Check(made);
        Assert.Contains(
            made.Notes,
            note =>
                note.StartsWith("shop: pipeline/shop.yml has ", StringComparison.Ordinal)
                && note.EndsWith(
                    " bytes, and CloudFormation takes 51200 in a request: deploy it from a bucket, which pipelines.shop.bucket names, or make two pipelines of it.",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void RefusesARoleThatIamWouldRefuse()
    {
        var images = string.Join(", ", Enumerable.Range(0, 40).Select(number => $"\"image{number}\": {{}}"));
        var fault = new StackCase(
            $$"""{ "images": { {{images}} }, "pipelines": { "shop": { "source": { "type": "codecommit", "repository": "shop" } } } }"""
        ).Fault();

        Assert.StartsWith(
            "Cannot make the role BuildRole of the template 'The pipeline shop': its policy has about ",
            fault,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            " characters, and IAM takes 10240 in a role. Make two pipelines of it, and name the images of each in pipelines.<name>.images.",
            fault,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void RefusesMoreMovingTagsThanEcrExcludes() =>
        Assert.Equal(
            "Cannot create web with immutable tags: 6 tags must stay mutable (a, b, c, d, e, deployed*), and ECR excludes 5 at most. Set fewer moving tags, or registries.ecr.immutableTags to false.",
            new StackCase(
                """
                {
                  "images": { "web": {} }, "tags": ["{sha:8}", "a", "b", "c", "d", "e"],
                  "pipelines": { "shop": { "source": { "type": "codecommit", "repository": "shop" } } }
                }
                """
            ).Fault()
        );

    [Theory]
    [InlineData(
        "\"stages\": [{ \"environment\": \"none\" }]",
        "Cannot make the stage none of the pipeline shop: neither deploy nor environments.none.deploy names a service. Add \"deploy\": { \"cluster\": \"shop\", \"services\": [\"web\"] } to stevedore.json."
    )]
    [InlineData(
        "\"stages\": [{ \"environment\": \"two\", \"action\": \"ecs\" }]",
        "Cannot make the stage two of the pipeline shop: CodePipeline's action deploys one service, and deploy.services has 2. Leave action out: EcsDeploy deploys them all, in order."
    )]
    [InlineData(
        "\"stages\": [{ \"environment\": \"far\" }]",
        "Cannot make the stage far of the pipeline shop: it deploys to account 222233334444, and nothing says which account the pipeline is in. Write its account in pipelines.shop.account."
    )]
    [InlineData(
        "\"stages\": [{ \"environment\": \"far\" }], \"account\": \"111122223333\"",
        "Cannot make the stage far of the pipeline shop: it deploys to account 222233334444 without a role of that account, and the pipeline is in 111122223333. Write environments.far.deploy.role, such as arn:aws:iam::222233334444:role/shop-deploy: a template of its own makes it there."
    )]
    [InlineData(
        "\"base\": { \"repository\": \"base\", \"account\": \"222233334444\" }",
        "Cannot make the pipeline shop: its base image is in account 222233334444, and nothing says which account the pipeline is in. Write its account in pipelines.shop.account."
    )]
    [InlineData(
        "\"stages\": [{ \"environment\": \"elsewhere\", \"action\": \"ecs\" }], \"region\": \"eu-west-1\"",
        "Cannot make the stage elsewhere of the pipeline shop: CodePipeline's action deploys in the pipeline's region, eu-west-1, and the stage is in eu-west-3. Leave action out: EcsDeploy deploys to any region."
    )]
    [InlineData(
        "\"build\": { \"role\": \"arn:aws:iam::222233334444:role/build\" }, \"account\": \"111122223333\"",
        "Cannot make the pipeline shop: arn:aws:iam::222233334444:role/build is in account 222233334444, and the pipeline in 111122223333. Name one of account 111122223333 in pipelines.shop.build.role."
    )]
    [InlineData(
        "\"permissionsBoundary\": \"arn:aws:iam::222233334444:policy/boundary\", \"account\": \"111122223333\"",
        "Cannot make the pipeline shop: arn:aws:iam::222233334444:policy/boundary is in account 222233334444, and the pipeline in 111122223333. Name one of account 111122223333 in pipelines.shop.permissionsBoundary."
    )]
    [InlineData(
        "\"stages\": [{ \"environment\": \"elsewhere\", \"approval\": { \"roles\": [\"arn:aws:iam::222233334444:role/lead\"] } }], \"account\": \"111122223333\"",
        "Cannot make the pipeline shop: arn:aws:iam::222233334444:role/lead is in account 222233334444, and the pipeline in 111122223333. Name one of account 111122223333 in pipelines.shop.stages[0].approval.roles."
    )]
    [InlineData(
        "\"stages\": [{ \"environment\": \"elsewhere\", \"approval\": { \"roles\": [\"arn:aws:iam::222233334444:role/lead\"] } }]",
        "Cannot make the pipeline shop: arn:aws:iam::222233334444:role/lead is to approve, and nothing says which account the pipeline is in: in another, a role of the same name would approve. Write \"account\": \"222233334444\" into pipelines.shop."
    )]
    [InlineData(
        "\"images\": [\"a-b\", \"a_b\"]",
        "Cannot make the template 'The pipeline shop': a-b and a_b would both be its resource ABRepository: punctuation does not count there. Give one of them a name of other letters or digits."
    )]
    public void RefusesWhatOnlyThePlanShows(string pipeline, string message) =>
        Assert.Equal(
            message,
            new StackCase(
                $$"""
                {
                  "images": { "web": {}, "a-b": {}, "a_b": {} },
                  "environments": {
                    "elsewhere": { "deploy": { "services": ["web"], "region": "eu-west-3" } },
                    "none": {}, "two": { "deploy": { "services": ["web", "worker"] } }, "far": { "deploy": { "services": ["web"], "account": "222233334444" } }
                  },
                  "pipelines": { "shop": { "source": { "type": "codecommit", "repository": "shop" }, {{pipeline}} } }
                }
                """
            ).Fault()
        );

    [Fact]
    public void RefusesAConnectionThatTheRegistrysAccountDoesNotHave() =>
        Assert.Equal(
            "Cannot make the pipeline shop: the connection is in account 222233334444, and the pipeline in 111122223333. "
                + "Make a connection in 111122223333 and name it in pipelines.shop.source.connection: a pipeline uses those of its own account alone.",
            new StackCase(
                """
                {
                  "images": { "web": {} }, "registries": { "ecr": { "type": "ecr", "account": "111122223333" } },
                  "pipelines": {
                    "shop": { "source": { "connection": "arn:aws:codeconnections:eu-west-1:222233334444:connection/0", "repository": "acme/shop" } }
                  }
                }
                """
            ).Fault()
        );

    [Fact]
    public void RefusesANameThatIsTooLongForARole() =>
        Assert.Equal(
            "Cannot make the pipeline a-shop-of-many-words-and-more: the role a-shop-of-many-words-and-more-deploy-production-of-many-more-words has 66 characters, and IAM takes 64. "
                + "Give the pipeline or the environment a shorter name.",
            new StackCase(
                """
                {
                  "images": { "web": {} }, "registries": { "ecr": { "type": "ecr", "account": "111122223333" } }, "deploy": { "services": ["web"] },
                  "environments": { "production-of-many-more-words": { "deploy": { "role": "arn:aws:iam::222233334444:role/deploy" } } },
                  "pipelines": {
                    "a-shop-of-many-words-and-more": {
                      "source": { "type": "codecommit", "repository": "shop" }, "stages": [{ "environment": "production-of-many-more-words" }]
                    }
                  }
                }
                """
            ).Fault()
        );

    [Fact]
    public void SaysThatThereIsNoPipeline() =>
        Assert.Equal(
            "Cannot make a pipeline: stevedore.json has no pipelines. Add \"pipelines\": { \"shop\": { \"source\": { \"connection\": \"<name or ARN>\", \"repository\": \"acme/shop\", \"branch\": \"main\" } } } to it.",
            new StackCase("""{ "images": { "web": {} } }""").Fault()
        );
}
