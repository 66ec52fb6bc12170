using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Ecs.Plans;
using Stevedore.Releases;

namespace Stevedore.Ecs;

/// <summary>The files of CodePipeline's action CodeDeployToECS. Pure.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html"/></remarks>
internal static class CodeDeployFiles
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="registration">What registers the task definition, its images included.</param>
    /// <param name="container">The container that the load balancer sends to.</param>
    /// <param name="port">Its port.</param>
    /// <param name="image">The image of that container.</param>
    public static ImmutableArray<(string Name, byte[] Content)> Of(
        JsonObject registration,
        string container,
        int port,
        DeployedImage image
    ) =>
        [
            (OutputFiles.TaskDefinition, Bytes(registration.ToJsonString(Readable) + "\n")),
            (
                OutputFiles.Specification,
                Bytes(
                    $"""
                    version: 0.0
                    Resources:
                      - TargetService:
                          Type: AWS::ECS::Service
                          Properties:
                            {OutputFiles.SpecificationRemark}
                            TaskDefinition: <TASK_DEFINITION>
                            LoadBalancerInfo:
                              ContainerName: "{container}"
                              ContainerPort: {port.ToString(System.Globalization.CultureInfo.InvariantCulture)}

                    """
                )
            ),
            (OutputFiles.Detail, Bytes(new JsonObject { ["ImageURI"] = image.Repository.At(image.Digest) }.ToJsonString(Readable) + "\n")),
        ];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"));
}
