namespace Stevedore.Tests.Stacks;

/// <summary>The settings of the five pipelines that people wrote by hand, and of one that builds pull requests.</summary>
internal static class FivePipelines
{
    public const string BuildCloud = """
        {
          "platforms": ["linux/amd64", "linux/arm64"],
          "images": { "myapp": {} },
          "registries": { "hub": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "dockerhub-credentials" } } },
          "builder": { "driver": "cloud", "name": "acme/default" },
          "pipelines": {
            "myapp": {
              "source": { "type": "github-v1", "repository": "acme/myapp", "token": "github-token" }
            }
          }
        }
        """;

    public const string ProjectAlone = """
        {
          "images": { "push-ecr": { "repository": "demo/codebuild/push-ecr" } },
          "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }],
          "pipelines": {
            "push-ecr": {
              "type": "project",
              "source": { "connection": "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d", "repository": "acme/push-ecr" }
            }
          }
        }
        """;

    public const string Templates = """
        {
          "images": { "app": { "context": "app" } },
          "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }],
          "pipelines": {
            "app": {
              "source": { "connection": "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d", "repository": "acme/app", "branch": "main" },
              "build": { "compute": "medium" }
            }
          }
        }
        """;

    public const string Deployments = """
        {
          "images": { "myweb": { "context": "app" } },
          "registries": {
            "ecr": { "type": "ecr" },
            "hub": { "type": "docker-hub", "push": false, "credentials": { "parameterStore": { "username": "/dockerhub/user", "password": "/dockerhub/token" } } }
          },
          "deploy": { "services": ["myweb"], "taskRoles": ["ecsTaskExecutionRole", "myweb"] },
          "environments": {
            "staging": { "deploy": { "cluster": "staging", "before": { "container": "myweb", "command": ["migrate"] } } },
            "test": { "deploy": { "cluster": "test" } },
            "prod": { "deploy": { "cluster": "prod" } }
          },
          "pipelines": {
            "myweb": {
              "account": "111122223333",
              "source": { "connection": "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d", "repository": "acme/myweb" },
              "stages": [
                { "environment": "staging" },
                { "action": "project:e2e" },
                { "environment": "test", "action": "ecs" },
                { "environment": "prod", "approval": { "roles": ["arn:aws:iam::111122223333:role/lead"] }, "onFailure": "rollback" }
              ]
            }
          }
        }
        """;

    public const string BaseAndApp = """
        {
          "images": { "base": { "context": "base" }, "app": { "context": "app", "contexts": { "base": "artifact:BaseImage" } } },
          "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }],
          "pipelines": {
            "base": { "source": { "type": "codecommit", "repository": "base", "create": true }, "images": ["base"] },
            "app": { "source": { "type": "codecommit", "repository": "app", "create": true }, "images": ["app"], "base": { "repository": "base" } }
          }
        }
        """;

    public const string PullRequests = """
        {
          "images": { "web": {} },
          "registries": {
            "ecr": { "type": "ecr", "account": "111122223333", "region": "eu-west-1" },
            "hub": { "type": "docker-hub", "push": false, "credentials": { "secretsManager": "hub-reader" } }
          },
          "pipelines": {
            "web": {
              "source": { "connection": "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d", "repository": "acme/web" },
              "triggers": { "branches": ["main", "release/*"], "paths": ["web/**"] },
              "pullRequests": { "connection": "arn:aws:codeconnections:eu-west-1:111122223333:connection/4e5f6a7b" },
              "notifications": { "topic": "arn:aws:sns:eu-west-1:111122223333:builds" }
            }
          }
        }
        """;
}
