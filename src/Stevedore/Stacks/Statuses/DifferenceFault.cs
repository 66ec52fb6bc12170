namespace Stevedore.Stacks.Statuses;

/// <summary>What fails a comparison whose exit code somebody reads.</summary>
internal static class DifferenceFault
{
    /// <exception cref="StevedoreException">Of some stack it cannot be told.</exception>
    public static void ThrowIfUntold(IEnumerable<StackDifference> differences)
    {
        if (differences.FirstOrDefault(stack => stack.IsUntold) is { } untold)
        {
            throw new StevedoreException(
                $"Cannot tell what would change in the stack '{untold.Stack}' in {untold.Region}",
                "something else is being done with it, or it is stuck",
                "StackStatus shows which; compare again when that has ended."
            );
        }
    }
}
