using System.Globalization;
using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>All that the stub answers.</summary>
internal static class StubOperations
{
    public static void AddTo(EcsStub stub)
    {
        var definitions = new DefinitionOperations(stub);
        var services = new ServiceOperations(stub);
        var deployments = new DeploymentOperations(stub);
        var tasks = new TaskOperations(stub);
        var pipelines = new PipelineOperations(stub);

        Ecs("DescribeClusters", services.DescribeClusters);
        Ecs("DescribeServices", services.Describe, "services");
        Ecs("UpdateService", services.Update, "service");
        Ecs("TagResource", services.Tag, "resourceArn", "tags");
        Ecs("DescribeTaskDefinition", definitions.Describe, "taskDefinition");
        Ecs("RegisterTaskDefinition", definitions.Register, "family", "containerDefinitions");
        Ecs("DeregisterTaskDefinition", definitions.Deregister, "taskDefinition");
        Ecs("ListTaskDefinitions", definitions.List);
        Ecs("ListServiceDeployments", deployments.List, "service");
        Ecs("DescribeServiceDeployments", deployments.Describe, "serviceDeploymentArns");
        Ecs("DescribeServiceRevisions", deployments.DescribeRevisions, "serviceRevisionArns");
        Ecs("StopServiceDeployment", deployments.Stop, "serviceDeploymentArn");
        Ecs("ContinueServiceDeployment", deployments.Continue, "serviceDeploymentArn", "hookId");
        Ecs("ListTasks", tasks.List);
        Ecs("DescribeTasks", tasks.Describe, "tasks");
        Ecs("RunTask", tasks.Run, "taskDefinition");
        Ecs("StopTask", tasks.Stop, "task");

        Add("logs", "GetLogEvents", stub.Logs.Get, "logStreamName");
        Add("logs", "FilterLogEvents", stub.Logs.Filter);

        Add("codepipeline", "GetPipelineState", pipelines.GetState, "name");
        Add("codepipeline", "ListPipelineExecutions", pipelines.ListExecutions, "pipelineName");
        Add("codepipeline", "GetPipelineExecution", pipelines.GetExecution, "pipelineName", "pipelineExecutionId");
        Add("codepipeline", "DisableStageTransition", pipelines.Disable, "pipelineName", "stageName", "transitionType", "reason");
        Add("codepipeline", "EnableStageTransition", pipelines.Enable, "pipelineName", "stageName", "transitionType");

        Add("codebuild", "BatchGetProjects", stub.Builds.GetProjects, "names");
        Add("codebuild", "StartBuild", stub.Builds.Start, "projectName");
        Add("codebuild", "BatchGetBuilds", stub.Builds.Get, "ids");
        Add("codebuild", "StopBuild", stub.Builds.Stop, "id");
        Add("codebuild", "StartBuildBatch", stub.Builds.StartBatch, "projectName");
        Add("codebuild", "BatchGetBuildBatches", stub.Builds.GetBatches, "ids");
        Add("codebuild", "StopBuildBatch", stub.Builds.StopBatch, "id");

        Add("elbv2", "DescribeTargetHealth", services.DescribeTargetHealth, "TargetGroupArn");
        Add("sts", "GetCallerIdentity", _ => Identity(stub));
        Add("sts", "AssumeRole", input => Assumed(stub, input), "RoleArn", "RoleSessionName");

        void Ecs(string operation, Func<JsonObject, JsonObject> answer, params string[] required) =>
            Add(StubOperation.Ecs, operation, answer, required);

        void Add(string service, string operation, Func<JsonObject, JsonObject> answer, params string[] required) =>
            stub.Operations[operation] = new StubOperation(service, required, answer);
    }

    private static JsonObject Assumed(EcsStub stub, JsonObject input) =>
        new()
        {
            ["Credentials"] = new JsonObject
            {
                ["AccessKeyId"] = "ASIAEXAMPLE",
                ["SecretAccessKey"] = "secret",
                ["SessionToken"] = "token",
                ["Expiration"] = stub.Now.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            },
            ["AssumedRoleUser"] = new JsonObject
            {
                ["AssumedRoleId"] = "AROAEXAMPLE:session",
                ["Arn"] = $"{input.Text("RoleArn")}/{input.Text("RoleSessionName")}",
            },
        };

    private static JsonObject Identity(EcsStub stub) =>
        new()
        {
            ["UserId"] = "AROAEXAMPLE:session",
            ["Account"] = EcsStub.Account,
            ["Arn"] = stub.Caller,
        };
}
