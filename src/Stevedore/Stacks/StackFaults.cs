using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Stacks;

/// <summary>What CloudFormation refuses, with what to do about it.</summary>
internal static class StackFaults
{
    /// <summary>Whether it is said of a stack that is not there.</summary>
    public static bool IsMissing(AmazonCloudFormationException cause) =>
        cause.ErrorCode == "ValidationError" && cause.Message.Contains("does not exist", StringComparison.Ordinal);

    public static StevedoreException Of(Exception cause, string what, PolicyStatement needed, string region)
    {
        if (cause is not AmazonCloudFormationException service)
        {
            return AwsFaults.From(cause, what, needed);
        }

        var said = OutsideText.Line(service.Message, 600).TrimEnd('.');
        return service switch
        {
            InsufficientCapabilitiesException => new(
                what,
                $"the template asks for more than roles: {said}",
                "Take the macro out of pipeline/<name>.overrides.yml, or allow it with --capabilities=CAPABILITY_AUTO_EXPAND.",
                cause
            ),
            LimitExceededException => new(
                what,
                $"a quota of CloudFormation is reached: {said}",
                "Delete stacks that nobody needs, or have the quota raised in Service Quotas.",
                cause
            ),
            { ErrorCode: "ValidationError" } when said.Contains("Unrecognized resource types", StringComparison.Ordinal) => new(
                what,
                $"{region} does not have all that the pipeline is made of: {said}",
                "Name a region that has CodePipeline and CodeBuild in pipelines.<name>.region.",
                cause
            ),
            { ErrorCode: "ValidationError" } when said.Contains("Parameters: [", StringComparison.Ordinal) => new(
                what,
                $"parameters have no value: {said}",
                "Write their values into pipeline/<name>.parameters.json.",
                cause
            ),
            { ErrorCode: "ValidationError" } when said.Contains("TerminationProtection", StringComparison.OrdinalIgnoreCase) => new(
                what,
                $"it is protected from being deleted: {said}",
                "Whoever protected it may have had a reason; `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name <name>` takes it away.",
                cause
            ),
            { ErrorCode: "ValidationError" } when said.Contains("IN_PROGRESS state", StringComparison.Ordinal) => new(
                what,
                $"something else is being done with it: {said}",
                "StackStatus shows what; run again when it has ended.",
                cause
            ),
            { ErrorCode: "ValidationError" } when said.Contains("is invalid or cannot be assumed", StringComparison.Ordinal) => new(
                what,
                $"CloudFormation cannot take the role of --role: {said}",
                "Let the trust policy of that role name cloudformation.amazonaws.com.",
                cause
            ),
            { ErrorCode: "ValidationError" } => new(
                what,
                $"CloudFormation does not take it: {said}",
                "Correct what it names, in stevedore.json or in pipeline/<name>.overrides.yml.",
                cause
            ),
            _ => AwsFaults.From(cause, what, needed),
        };
    }
}
