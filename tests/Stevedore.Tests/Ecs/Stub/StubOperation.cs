using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>An operation that the stub answers.</summary>
/// <param name="Service">Botocore's name of it.</param>
/// <param name="Required">The members that the model demands.</param>
internal sealed record StubOperation(string Service, string[] Required, Func<JsonObject, JsonObject> Answer)
{
    public const string Ecs = "ecs";

    /// <exception cref="StubException">A required member is missing.</exception>
    public void Check(string operation, JsonObject input)
    {
        if (Required.FirstOrDefault(member => input[member] is null) is { } missing)
        {
            throw Service switch
            {
                Ecs => new StubException("InvalidParameterException", $"{missing} cannot be empty. ({operation})"),
                "codebuild" => new StubException("InvalidInputException", $"{missing} is required"),
                "sts" or "elbv2" => new StubException("ValidationError", $"{missing} is required"),
                _ => new StubException(
                    "ValidationException",
                    $"1 validation error detected: Value at '{missing}' failed to satisfy constraint: Member must not be null"
                ),
            };
        }
    }
}
