using Amazon.Runtime;
using Stevedore.Ecs.TaskDefinitions;

namespace Stevedore.Ecs.Services;

/// <summary>Asks again for a while where ECS does not know yet everywhere what was just registered.</summary>
internal sealed class UntilVisible(TimeProvider clock, CancellationToken cancellation)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <exception cref="StevedoreException">It fails otherwise, or does so for too long.</exception>
    public async Task<T> Ask<T>(Func<Task<T>> call)
    {
        for (var began = clock.GetTimestamp(); ; await Task.Delay(Again, clock, cancellation))
        {
            try
            {
                return await call();
            }
            catch (StevedoreException fault) when (IsOfTaskDefinition(fault.InnerException) && clock.GetElapsedTime(began) < AtMost)
            {
                // Asked again.
            }
        }
    }

    // ECS has no code of its own for it: "TaskDefinition not found." and "Unable to describe task definition."
    private static bool IsOfTaskDefinition(Exception? cause) =>
        cause is AmazonServiceException { ErrorCode: "ClientException" or "InvalidParameterException" }
        && cause.Message.Replace(" ", "", StringComparison.Ordinal).Contains("taskdefinition", StringComparison.OrdinalIgnoreCase)
        && !cause.Message.Contains("inactive", StringComparison.OrdinalIgnoreCase);
}
